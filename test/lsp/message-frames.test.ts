import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  FramingError,
  MAX_HEADER_OCTETS,
  MAX_MESSAGE_OCTETS,
  MessageFrames,
} from '../../server/src/hosts/lsp/message-frames.ts';

const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

function bodies(pieces: readonly Buffer[]): string[] {
  const frames = new MessageFrames();
  return pieces.flatMap((piece) => [...frames.take(piece)].map(String));
}

describe('the frames of messages', () => {
  it('are found in pieces of any size', () => {
    const messages = ['{}', '', '{"a":"\u00e4\r\n\r\n"}', 'Content-Length: 5\r\n\r\n', 'x'.repeat(5000)];
    const octets = Buffer.from(messages.map(frame).join(''));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (sizes) => {
        const pieces: Buffer[] = [];
        for (let at = 0, i = 0; at < octets.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          pieces.push(octets.subarray(at, at + size));
          at += size;
        }
        assert.deepEqual(bodies(pieces), messages);
      }),
    );
  });

  it('have a header with other fields, in any case', () => {
    const header = 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:2\r\n\r\n';
    assert.deepEqual(bodies([Buffer.from(`${header}{}`)]), ['{}']);
  });

  it('may be as long as the longest text, and are not stored twice', () => {
    const body = Buffer.alloc(1024 * 1024, 'x');
    const frames = new MessageFrames();
    assert.deepEqual([...frames.take(Buffer.from(`Content-Length: ${body.length * 8}\r\n\r\n`))], []);
    for (let i = 0; i < 7; i++) assert.deepEqual([...frames.take(body)], []);
    const [whole] = [...frames.take(body)];
    assert.equal(whole?.length, body.length * 8);
    assert.ok(frames.isBetween);
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['Content-Length: -5\r\n\r\n{}', /Content-Length is "-5"/],
    ['Content-Length: \r\n\r\n{}', /Content-Length is ""/],
    ['Content-Length: NaN\r\n\r\n{}', /Content-Length is "NaN"/],
    ['Content-Length: 0x10\r\n\r\n{}', /Content-Length is "0x10"/],
    ['Content-Length: 1e3\r\n\r\n{}', /Content-Length is "1e3"/],
    [`Content-Length: ${MAX_MESSAGE_OCTETS + 1}\r\n\r\n`, /the limit is 268435456 octets/],
    [`Content-Length: ${'9'.repeat(400)}\r\n\r\n`, /Content-Length is "9{40}"/],
    ['Content-Type: x\r\n\r\n{}', /has no Content-Length/],
    ['\r\n\r\n{}', /"" is not a header field/],
    ['GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', /"GET \/ HTTP\/1.1" is not a header field/],
    ['x'.repeat(MAX_HEADER_OCTETS + 100), /a header has more than 4096 octets/],
    [`${frame('12345').slice(0, -2)}${frame('{}')}`, /is not a field|has no Content-Length/],
  ];
  for (const [input, message] of wrong) {
    it(`end at ${JSON.stringify(input.slice(0, 50))}`, () => {
      assert.throws(
        () => bodies([Buffer.from(input)]),
        (error) => {
          assert.ok(error instanceof FramingError);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }
});
