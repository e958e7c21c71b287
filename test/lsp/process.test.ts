import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import {
  createMessageConnection,
  ErrorCodes,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';

/** The server as it is shipped: `npm test` builds it first. */
const SERVER = join(__dirname, '../../dist/server.js');

const INITIALIZE = { processId: null, rootUri: null, capabilities: {} };
const OPENED = {
  textDocument: { uri: 'file:///a.zone', languageId: 'dns-zone', version: 1, text: '@ TXT "v=spf1 +all"\n' },
};

describe('the server process', function () {
  this.timeout(30_000);
  let server: ChildProcessWithoutNullStreams;
  let connection: MessageConnection;
  let stderr: string;

  function start(...args: string[]): void {
    server = spawn(process.execPath, [SERVER, ...args]);
    stderr = '';
    server.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    server.stdin.on('error', () => undefined);
    connection = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    connection.listen();
  }

  const greet = (): Promise<unknown> => connection.sendRequest('initialize', INITIALIZE);
  const send = (text: string): boolean =>
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  /** Sends the text as a message. The error that it is answered with. */
  const errorFor = async (text: string): Promise<{ id: unknown; code: number }> => {
    let answer = '';
    send(text);
    for (;;) {
      answer += await new Promise<string>((resolve) =>
        server.stdout.once('data', (octets) => resolve(String(octets))),
      );
      const [, length, body] = /^Content-Length: (\d+)\r\n\r\n(.*)$/s.exec(answer) ?? [];
      if (body === undefined || body.length < Number(length)) continue;
      const { id, error } = JSON.parse(body) as { id: unknown; error: { code: number } };
      return { id, code: error.code };
    }
  };
  const ended = (): Promise<number | null> =>
    new Promise((resolve) => server.once('close', (code) => resolve(code)));

  afterEach(() => {
    connection.dispose();
    server.kill();
  });

  for (const args of [['--stdio'], [], ['lsp', '--stdio']]) {
    it(`runs and exits on request: ${args.join(' ') || 'no arguments'}`, async () => {
      start(...args);
      await greet();
      await connection.sendRequest('shutdown');
      const end = ended();
      await connection.sendNotification('exit');
      assert.equal(await end, 0);
    });
  }

  it('exits when the editor is gone', async () => {
    start('--stdio');
    await greet();
    const end = ended();
    server.stdin.end();
    assert.equal(await end, 1);
  });

  it('exits silently when its output is closed', async () => {
    start('--stdio');
    await greet();
    const end = ended();
    server.stdout.destroy();
    for (const id of [7, 8]) send(JSON.stringify({ jsonrpc: '2.0', id, method: 'unheard/of' }));
    assert.equal(await end, 1);
    assert.equal(stderr, '');
  });

  it('replies to a message that is not JSON with an error, and continues', async () => {
    start('--stdio');
    await greet();
    assert.deepEqual(await errorFor('{"broken"'), { id: null, code: ErrorCodes.ParseError });
    await connection.sendRequest('shutdown');
  });

  const invalid: readonly (readonly [string, string | number | null])[] = [
    ['[]', null],
    ['[{"jsonrpc":"2.0","id":5,"method":"shutdown"}]', null],
    ['5', null],
    ['null', null],
    ['"x"', null],
    ['{}', null],
    ['{"id":5,"method":"shutdown"}', 5],
    ['{"jsonrpc":"1.0","id":"a","method":"shutdown"}', 'a'],
    ['{"jsonrpc":"2.0","id":5}', 5],
    ['{"jsonrpc":"2.0","id":5,"method":7}', 5],
    ['{"jsonrpc":"2.0","id":{},"method":"shutdown"}', null],
    ['{"jsonrpc":"2.0","id":null,"method":"shutdown"}', null],
  ];
  it('replies to an invalid message with an error, and continues', async () => {
    start('--stdio');
    await greet();
    for (const [text, id] of invalid)
      assert.deepEqual(await errorFor(text), { id, code: ErrorCodes.InvalidRequest }, text);
    await connection.sendRequest('shutdown');
  });

  it('replies to requests before the first one, after the last one and to a second first one with errors', async () => {
    start('--stdio');
    const hover = { textDocument: { uri: 'file:///a.zone' }, position: { line: 0, character: 0 } };
    const code = (error: unknown): number | undefined =>
      error instanceof ResponseError ? error.code : undefined;
    const refused = (method: string, params?: object): Promise<number | undefined> =>
      connection.sendRequest(method, params).then(() => undefined, code);
    assert.equal(await refused('textDocument/hover', hover), ErrorCodes.ServerNotInitialized);
    assert.equal(await refused('shutdown'), ErrorCodes.ServerNotInitialized);
    assert.equal(await refused('unheard/of'), ErrorCodes.ServerNotInitialized);
    await connection.sendNotification('textDocument/didOpen', OPENED);
    await greet();
    assert.equal(await refused('initialize', INITIALIZE), ErrorCodes.InvalidRequest);
    assert.equal(await refused('unheard/of'), ErrorCodes.MethodNotFound);
    // What was opened before the greeting was dropped.
    assert.equal(await connection.sendRequest('textDocument/hover', hover), null);
    await connection.sendRequest('shutdown');
    assert.equal(await refused('textDocument/hover', hover), ErrorCodes.InvalidRequest);
    assert.equal(await refused('shutdown'), ErrorCodes.InvalidRequest);
    const end = ended();
    await connection.sendNotification('exit');
    assert.equal(await end, 0);
  });

  for (const greeted of [false, true]) {
    it(`exits with status 1 if it was not shut down ${greeted ? 'before' : 'or greeted'}`, async () => {
      start('--stdio');
      if (greeted) await greet();
      const end = ended();
      await connection.sendNotification('exit');
      assert.equal(await end, 1);
    });
  }

  const broken: readonly (readonly [string, RegExp])[] = [
    ['Content-Length: -1\r\n\r\n{}', /Content-Length is "-1"/],
    ['Content-Length: NaN\r\n\r\n{}', /Content-Length is "NaN"/],
    ['Content-Length: 99999999999\r\n\r\n{}', /Content-Length is 99999999999/],
    ['Content-Type: x\r\n\r\n{}', /has no Content-Length/],
    ['Content-Length: 99\r\n\r\n{}', /it ended within a message/],
  ];
  for (const [octets, problem] of broken) {
    it(`exits with a message at ${JSON.stringify(octets)}`, async () => {
      start('--stdio');
      await greet();
      const end = ended();
      server.stdin.end(octets);
      assert.equal(await end, 2);
      assert.match(stderr, /^mailtxt: the client sent an invalid message: .*\n$/);
      assert.match(stderr, problem);
    });
  }
});
