import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { fromUrlSafe, readBase64 } from '../../../server/src/email/dkim/base64.ts';
import {
  childrenOf,
  readElement,
  readObjectIdentifier,
  writeElement,
} from '../../../server/src/email/dkim/der.ts';
import { readPublicKey } from '../../../server/src/email/dkim/public-key.ts';
import { ed25519Octets, rsaOctets, rsaPair } from './keys.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('DER elements (X.690)', () => {
  const rows: readonly (readonly [hex: string, content: number | undefined, end: number | undefined])[] = [
    ['', undefined, undefined],
    ['30', undefined, undefined],
    ['30 00', 2, 2],
    ['30 7f', 2, 129],
    // The indefinite form.
    ['30 80 00 00', undefined, undefined],
    ['30 81', undefined, undefined],
    ['30 81 80', 3, 131],
    ['30 82 01', undefined, undefined],
    ['30 82 01 02', 4, 262],
    ['30 84 00 00 00 05', 6, 11],
    ['30 85 00 00 00 00 05', undefined, undefined],
  ];
  for (const [hex, content, end] of rows) {
    it(`reads the length of ${hex || 'nothing'}`, () => {
      const element = readElement(bytes(hex), 0);
      assert.deepEqual(
        element && [element.tag, element.start, element.content, element.end],
        content && [0x30, 0, content, end],
      );
    });
  }

  it('reads an element inside the octets', () => {
    assert.deepEqual(readElement(bytes('ff ff 04 02 aa bb'), 2), { tag: 4, start: 2, content: 4, end: 6 });
  });

  it('reads as many children as needed, and stops at an unreadable one', () => {
    const tags = (hex: string, limit: number): readonly number[] => {
      const octets = bytes(hex);
      const parent = readElement(octets, 0);
      assert.ok(parent);
      return childrenOf(octets, parent, limit).map(({ tag }) => tag);
    };
    assert.deepEqual(tags('30 06 02 01 00 05 00 04', 9), [2, 5]);
    assert.deepEqual(tags('30 05 02 01 00 05 00 04 00', 9), [2, 5]);
    assert.deepEqual(tags('30 05 02 01 00 05 00', 1), [2]);
    assert.deepEqual(tags('30 02 02 09', 9), [2]);
    assert.deepEqual(tags('30 00 02 00', 9), []);
  });

  it('writes elements that it reads', () => {
    const headers = [
      [0, '04 00'],
      [127, '04 7f'],
      [128, '04 81 80'],
      [255, '04 81 ff'],
      [256, '04 82 01 00'],
      [65_536, '04 83 01 00 00'],
    ] as const;
    for (const [length, header] of headers) {
      const written = writeElement(4, new Uint8Array(length).fill(7));
      assert.deepEqual([...written.subarray(0, written.length - length)], [...bytes(header)]);
      assert.equal(readElement(written, 0)?.end, written.length);
      assert.ok(written.subarray(written.length - length).every((octet) => octet === 7));
    }
  });

  // The first is the example of X.690 §8.19.5; the others are well-known identifiers.
  const identifiers: readonly (readonly [hex: string, identifier: string])[] = [
    ['81 34 03', '2.100.3'],
    ['2a 86 48 86 f7 0d 01 01 01', '1.2.840.113549.1.1.1'],
    ['2b 65 70', '1.3.101.112'],
    ['09 92 26 89 93 f2 2c 64', '0.9.2342.19200300.100'],
    ['88 37', '2.999'],
    ['4f', '1.39'],
    ['50', '2.0'],
    ['27', '0.39'],
  ];
  for (const [hex, identifier] of identifiers) {
    it(`reads the object identifier ${identifier}`, () => {
      const octets = writeElement(6, bytes(hex));
      const element = readElement(octets, 0);
      assert.ok(element);
      assert.equal(readObjectIdentifier(octets, element), identifier);
    });
  }
});

describe('a private key that was cut off', () => {
  it('is recognized by its version and the beginning of its modulus', () => {
    const octets = rsaPair(2048).privateKey.export({ type: 'pkcs1', format: 'der' }).subarray(0, 190);
    assert.deepEqual(readPublicKey(octets, false).key, { kind: 'private', format: 'PKCS #1' });
  });

  it('is not a public key that was cut off', () => {
    const octets = rsaPair(2048).publicKey.export({ type: 'pkcs1', format: 'der' }).subarray(0, 190);
    const { key, flaws } = readPublicKey(octets, false);
    assert.deepEqual(
      [key, flaws],
      [{ kind: 'broken' }, [{ code: 'key-truncated', expected: 270, actual: 190 }]],
    );
  });
});

describe('base64 with faults', () => {
  it('has its faults in the order of the text', () => {
    assert.deepEqual(readBase64('AA=~AAAA').foreign, [
      { start: 2, end: 3 },
      { start: 3, end: 4 },
    ]);
  });

  it('knows what the URL-safe characters mean', () => {
    assert.deepEqual(['-', '_', '+', '~'].map(fromUrlSafe), ['+', '/', undefined, undefined]);
  });
});

describe('structures that are not a DKIM key', () => {
  const sequence = (...parts: readonly Uint8Array[]): Uint8Array => writeElement(0x30, Buffer.concat(parts));
  const integer = (...octets: readonly number[]): Uint8Array => writeElement(2, Uint8Array.from(octets));
  const identified = (hex: string): Uint8Array => sequence(writeElement(6, bytes(hex)));
  const bits = (...octets: readonly number[]): Uint8Array => writeElement(3, Uint8Array.from(octets));
  const spki = (type: 'x25519' | 'ed448'): Uint8Array =>
    (type === 'x25519' ? generateKeyPairSync(type) : generateKeyPairSync(type)).publicKey.export({
      type: 'spki',
      format: 'der',
    });
  const pss = generateKeyPairSync('rsa-pss', { modulusLength: 1024 }).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  const rsa = rsaOctets(1024);
  const ed25519 = ed25519Octets();
  const modulus = integer(0, 0xc1, ...new Array<number>(126).fill(3));

  const foreign: readonly (readonly [what: string, octets: Uint8Array])[] = [
    ['an X25519 key', spki('x25519')],
    ['an Ed448 key', spki('ed448')],
    ['an RSA-PSS key', pss],
    // id-dsa of RFC 3279 §2.3.2.
    ['a DSA key', sequence(identified('2a 86 48 ce 38 04 01'), bits(0, 2, 1, 1))],
    ['a key of an unknown type (2.999)', sequence(identified('88 37'), bits(0, 1))],
    // RFC 5280 §4.1: the version of a certificate is [0]; RFC 2986 §4: a request begins with an integer.
    [
      'an X.509 certificate or a request for one',
      sequence(sequence(writeElement(0xa0, integer(2))), bits(0)),
    ],
    ['an X.509 certificate or a request for one', sequence(sequence(integer(0)), bits(0))],
    ['an OpenSSH public key', Buffer.from('\0\0\0\x0bssh-ed25519\0\0\0 ')],
    ['an OpenSSH public key', Buffer.from('\0\0\0\x13ecdsa-sha2-nistp256')],
    ['an OpenSSH public key', Buffer.from('\0\0\0\x1ask-ssh-ed25519@openssh.com')],
  ];
  for (const [what, octets] of foreign) {
    it(`is ${what}`, () => {
      assert.deepEqual(readPublicKey(octets, false), {
        key: { kind: 'foreign', what },
        flaws: [{ code: 'key-foreign', what }],
      });
    });
  }

  it('is a private key of OpenSSH', () => {
    const { key } = readPublicKey(Buffer.from('openssh-key-v1\0\0\0\0\x04none'), false);
    assert.deepEqual(key, { kind: 'private', format: 'OpenSSH' });
    assert.equal(readPublicKey(Buffer.from('openssh-key-v2\0\0\0\0\x04none'), false).key.kind, 'broken');
  });

  const damaged: readonly (readonly [why: string, octets: Uint8Array])[] = [
    ['no algorithm', sequence(sequence(), bits(0, 1))],
    ['an algorithm without an identifier', sequence(sequence(bits(0)), bits(0, 1))],
    ['no key after the algorithm', sequence(identified('2b 65 70'))],
    ['unused bits in the key', sequence(identified('2b 65 70'), bits(1, ...new Array<number>(32).fill(7)))],
    [
      'more after the key, inside the sequence',
      sequence(identified('2b 65 70'), bits(0, ...new Array<number>(32).fill(7)), integer(1)),
    ],
    ['31 octets of Ed25519', sequence(identified('2b 65 70'), bits(0, ...new Array<number>(31).fill(7)))],
    [
      'an RSA key that is not a sequence',
      sequence(identified('2a 86 48 86 f7 0d 01 01 01'), bits(0, 2, 1, 3)),
    ],
    [
      'RSA with parameters',
      sequence(
        sequence(writeElement(6, bytes('2a 86 48 86 f7 0d 01 01 01')), integer(1)),
        bits(0, ...sequence(modulus, integer(3))),
      ),
    ],
    [
      'octets after the RSA key, inside the bits',
      sequence(identified('2a 86 48 86 f7 0d 01 01 01'), bits(0, ...sequence(modulus, integer(3)), 0)),
    ],
    ['an identifier longer than the algorithm', sequence(writeElement(0x30, bytes('06 09 2a')), bits(0, 1))],
    ...['04 00', '05 01', '05 00 05 00'].map((parameters): readonly [string, Uint8Array] => [
      `the parameters ${parameters}`,
      sequence(
        sequence(writeElement(6, bytes('2a 86 48 86 f7 0d 01 01 01')), bytes(parameters)),
        bits(0, ...sequence(modulus, integer(3))),
      ),
    ]),
    ['an empty exponent', sequence(modulus, integer())],
    ['a modulus that begins with 80', sequence(integer(0x80, 1, 1), integer(3))],
    ['an even modulus', sequence(integer(0, 0xc2), integer(3))],
    ['a negative modulus', sequence(integer(0xc1), integer(3))],
    ['an empty modulus', sequence(integer(), integer(3))],
    [
      'a modulus of 0',
      sequence(identified('2a 86 48 86 f7 0d 01 01 01'), bits(0, ...sequence(integer(0), integer(3)))),
    ],
    ['a negative exponent', sequence(modulus, integer(0x83))],
    ['no exponent', sequence(modulus)],
    ['3 integers', sequence(modulus, integer(3), integer(5))],
    ['neither an integer nor a sequence', sequence(bits(0))],
    ['nothing in the sequence', sequence()],
  ];
  for (const [why, octets] of damaged) {
    it(`is damaged: ${why}`, () => {
      const { key, flaws } = readPublicKey(octets, false);
      assert.deepEqual([key, flaws], [{ kind: 'broken' }, [{ code: 'key-damaged' }]]);
    });
  }

  it('can lack the NULL parameters of RSA', () => {
    const inner = sequence(modulus, integer(1, 0, 1));
    const octets = sequence(identified('2a 86 48 86 f7 0d 01 01 01'), bits(0, ...inner));
    assert.deepEqual(readPublicKey(octets, false).key, {
      kind: 'rsa',
      form: 'spki',
      bits: 1016,
      exponent: 65537n,
    });
  });

  it('is read in spite of octets after it', () => {
    for (const octets of [rsa, ed25519]) {
      const { flaws } = readPublicKey(Buffer.concat([octets, Buffer.alloc(2)]), false);
      assert.deepEqual(flaws, [{ code: 'key-trailing', octets: 2 }]);
    }
    const bare = readPublicKey(Buffer.concat([sequence(modulus, integer(3)), Buffer.alloc(1)]), false);
    assert.deepEqual(bare.flaws, [{ code: 'key-bare' }, { code: 'key-trailing', octets: 1 }]);
  });

  it('has a length in a DKIM record of Ed25519', () => {
    assert.deepEqual(readPublicKey(Buffer.alloc(31, 7), true).flaws, [{ code: 'key-length', actual: 31 }]);
    assert.deepEqual(readPublicKey(Buffer.alloc(31, 7), false).flaws, [{ code: 'key-not-der', actual: 31 }]);
    assert.deepEqual(readPublicKey(Buffer.alloc(32, 7), false).key, { kind: 'ed25519', form: 'raw' });
    // A whole sequence of 32 octets, and one that is not like an RSA key.
    for (const head of ['30 1e 30', '30 7f 02']) {
      const octets = Buffer.concat([bytes(head), Buffer.alloc(29, 7)]);
      assert.deepEqual(readPublicKey(octets, false).key, { kind: 'ed25519', form: 'raw' });
    }
    // The first 32 octets of an RSA key.
    assert.equal(readPublicKey(rsa.subarray(0, 32), false).key.kind, 'broken');
    assert.deepEqual(readPublicKey(rsa.subarray(0, 32), true).key, { kind: 'ed25519', form: 'raw' });
  });
});
