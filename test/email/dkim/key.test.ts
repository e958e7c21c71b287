import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { readBase64, writeBase64 } from '../../../server/src/email/dkim/base64.ts';
import { readKey } from '../../../server/src/email/dkim/key.ts';
import { readPublicKey, wrapRsaPublicKey } from '../../../server/src/email/dkim/public-key.ts';
import { ed25519Key, ed25519Octets, rsaKey, rsaOctets, rsaPair } from './keys.ts';
import { runs } from '../../harness/runs.ts';

/** Codes of the faults with what they say, for short tables. */
function faultsIn(value: string, keyType: 'rsa' | 'ed25519' = 'rsa'): string[] {
  return readKey(value, keyType).faults.map(({ code, range, ...fields }) =>
    `${code} ${range.start}-${range.end} ${Object.values(fields).join(' ')}`.trimEnd(),
  );
}

describe('base64 of a key', () => {
  it('decodes what Buffer decodes, with spaces anywhere', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.array(fc.nat(400)), (bytes, blanks) => {
        let text = writeBase64(bytes);
        assert.equal(text, Buffer.from(bytes).toString('base64'));
        for (const at of blanks) text = `${text.slice(0, at)} ${text.slice(at)}`;
        const reading = readBase64(text);
        assert.deepEqual([...reading.bytes], [...bytes]);
        assert.deepEqual(reading.foreign, []);
        assert.equal(reading.padding, undefined);
      }),
    );
  });

  it('points at each run of invalid characters and ignores them', () => {
    const reading = readBase64('AA"" A\\A_');
    assert.deepEqual(reading.foreign, [
      { start: 2, end: 4 },
      { start: 6, end: 7 },
      { start: 8, end: 9 },
    ]);
    assert.equal(reading.bytes.length, 3);
  });

  it('reads the URL-safe alphabet', () => {
    const bytes = Buffer.from([0xfb, 0xef, 0xff, 0xff]);
    const reading = readBase64(bytes.toString('base64url'));
    assert.deepEqual([...reading.bytes], [...bytes]);
    assert.equal(reading.foreign.length, 1);
  });

  for (const [text, kind, range] of [
    ['AAA', 'missing', [3, 3]],
    ['AA', 'missing', [2, 2]],
    ['AA=', 'missing', [2, 3]],
    ['AAAA=', 'surplus', [4, 5]],
    ['AAA==', 'surplus', [3, 5]],
    ['AAAAA', 'odd', [5, 5]],
  ] as const) {
    it(`sees the padding of ${text}: ${kind}`, () => {
      const { padding } = readBase64(text);
      assert.equal(padding?.kind, kind);
      assert.deepEqual([padding.range.start, padding.range.end], range);
    });
  }

  it('treats "=" with data after it as an invalid character', () => {
    assert.deepEqual(readBase64('AA==AAAA').foreign, [{ start: 2, end: 4 }]);
  });
});

describe('key data', () => {
  for (const bits of [512, 1024, 1536, 2048]) {
    it(`recognizes an RSA key of ${bits} bits`, () => {
      const { key, faults } = readKey(rsaKey(bits), 'rsa');
      assert.deepEqual(key, { kind: 'rsa', form: 'spki', bits, exponent: 65537n });
      assert.deepEqual(faults, []);
    });
  }

  it('reads the exponent', () => {
    const { key } = readKey(rsaKey(1024, 3), 'rsa');
    assert.equal(key.kind === 'rsa' && key.exponent, 3n);
  });

  it('agrees with OpenSSL on keys with one octet changed', () => {
    for (const bits of [512, 1024, 2048]) {
      const original = rsaOctets(bits);
      const places = fc.oneof(fc.nat(original.length - 1), fc.nat(40));
      fc.assert(
        fc.property(places, fc.nat(255), (at, octet) => {
          const bytes = Buffer.from(original);
          bytes[at] = octet;
          const theirs = opensslFacts(bytes);
          const { key } = readPublicKey(bytes, false);
          const ours = key.kind === 'rsa' && key.form === 'spki' ? `${key.bits} ${key.exponent}` : undefined;
          if (ours === undefined && theirs !== undefined) assert.ok(isImpossible(bytes));
          else assert.equal(ours, theirs);
        }),
        { numRuns: runs(1500) },
      );
    }
  });

  it('never takes a truncated key for a complete one', () => {
    const original = rsaOctets(1024);
    for (let length = 1; length < original.length; length++) {
      const { key, flaws } = readPublicKey(original.subarray(0, length), false);
      assert.notEqual(key.kind, 'rsa');
      if (length > 8) assert.equal(key.kind, 'broken', `${length}`);
      if (length > 8) assert.deepEqual(flaws[0], { code: 'key-truncated', expected: 162, actual: length });
    }
  });

  it('reports a truncated key once, whatever its padding', () => {
    for (const length of [100, 101, 102, 103]) {
      const value = rsaKey(2048).slice(0, length);
      assert.deepEqual(
        faultsIn(value).map((fault) => fault.split(' ')[0]),
        ['key-truncated'],
      );
    }
  });

  it('sees octets after the key', () => {
    const value = Buffer.concat([rsaOctets(1024), Buffer.alloc(3)]).toString('base64');
    assert.deepEqual(faultsIn(value), [`key-trailing 0-${value.length} 3`]);
    assert.equal(readKey(value, 'rsa').key.kind, 'rsa');
  });

  it('recognizes a bare RSAPublicKey, and wraps it as OpenSSL does', () => {
    const bare = rsaPair(2048).publicKey.export({ type: 'pkcs1', format: 'der' });
    const value = bare.toString('base64');
    assert.deepEqual(readKey(value, 'rsa').key, { kind: 'rsa', form: 'bare', bits: 2048, exponent: 65537n });
    assert.deepEqual(faultsIn(value), [`key-bare 0-${value.length}`]);
    assert.deepEqual([...wrapRsaPublicKey(bare)], [...rsaOctets(2048)]);
  });

  it('recognizes private keys in every form', () => {
    const rsa = rsaPair(1024).privateKey;
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const ed = generateKeyPairSync('ed25519').privateKey;
    const cipher = { cipher: 'aes-128-cbc', passphrase: 'x' };
    for (const [bytes, format] of [
      [rsa.export({ type: 'pkcs1', format: 'der' }), 'PKCS #1'],
      [rsa.export({ type: 'pkcs8', format: 'der' }), 'PKCS #8'],
      [rsa.export({ type: 'pkcs8', format: 'der', ...cipher }), 'encrypted PKCS #8'],
      [ec.export({ type: 'sec1', format: 'der' }), 'SEC 1'],
      [ed.export({ type: 'pkcs8', format: 'der' }), 'PKCS #8'],
    ] as const) {
      assert.deepEqual(readKey(bytes.toString('base64'), 'rsa'), {
        key: { kind: 'private', format },
        faults: [],
      });
    }
    // Cut at 255 characters, it still gives away the modulus and says what it is.
    const cut = rsa.export({ type: 'pkcs1', format: 'der' }).toString('base64').slice(0, 255);
    assert.equal(readKey(cut, 'rsa').key.kind, 'private');
    const armored = rsa.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '');
    assert.deepEqual(readKey(armored, 'rsa').key, { kind: 'private', format: 'PRIVATE KEY' });
  });

  it('reads a key with a PEM header, and points at the header', () => {
    const armored = rsaPair(1024)
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString()
      .replaceAll('\n', '');
    assert.deepEqual(faultsIn(armored), ['pem-armor 0-26']);
    assert.equal(readKey(armored, 'rsa').key.kind, 'rsa');
  });

  it('recognizes Ed25519, raw and wrapped', () => {
    assert.deepEqual(readKey(ed25519Key(), 'ed25519').key, { kind: 'ed25519', form: 'raw' });
    assert.deepEqual(readKey(ed25519Key(), 'rsa').key, { kind: 'ed25519', form: 'raw' });
    const wrapped = ed25519Octets().toString('base64');
    assert.deepEqual(readKey(wrapped, 'ed25519').key, { kind: 'ed25519', form: 'spki' });
    // An octet string may begin with any octet, that of a DER sequence too.
    const raw = Buffer.concat([Buffer.from('30820122300d', 'hex'), Buffer.alloc(26, 7)]);
    assert.equal(readKey(raw.toString('base64'), 'ed25519').key.kind, 'ed25519');
    assert.equal(readKey(raw.toString('base64'), 'rsa').key.kind, 'broken');
    const short = Buffer.alloc(16, 7).toString('base64');
    assert.deepEqual(faultsIn(short, 'ed25519'), [`key-length 0-${short.length} 16`]);
  });

  it('names complete data that is not a DKIM key', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
      type: 'spki',
      format: 'der',
    });
    const ssh = Buffer.concat([Buffer.from([0, 0, 0, 7]), Buffer.from('ssh-rsa'), Buffer.alloc(40, 1)]);
    assert.deepEqual(readKey(ec.toString('base64'), 'rsa').key, {
      kind: 'foreign',
      what: 'an elliptic curve (ECDSA) key',
    });
    assert.deepEqual(readKey(ssh.toString('base64'), 'rsa').key, {
      kind: 'foreign',
      what: 'an OpenSSH public key',
    });
  });

  it('reports the invalid characters, not the octets that they change', () => {
    const value = `"${rsaKey(1024)}`;
    assert.deepEqual(faultsIn(value), ['base64-character 0-1 "']);
    assert.equal(readKey(value, 'rsa').key.kind, 'rsa');
    assert.deepEqual(faultsIn('MIIB~'), ['base64-character 4-5 ~']);
    assert.deepEqual(faultsIn('hello'), ['key-not-der 0-5 3']);
  });

  it('recognizes placeholders for a key in manuals', () => {
    const marks = [
      '<your key>',
      '%dkimKey%',
      'YOUR_PUBLIC_KEY',
      'REPLACE_ME',
      'paste-key-here',
      '[key]',
      'MIIBIjAN...',
      'xxxxxx',
    ];
    for (const text of marks) assert.deepEqual(faultsIn(text), [`key-placeholder 0-${text.length}`]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('rsa', 'ed25519'), (value, type) => void readKey(value, type)),
    );
    fc.assert(fc.property(fc.uint8Array(), fc.boolean(), (bytes, raw) => void readPublicKey(bytes, raw)));
    // Lengths that lead outside.
    const hostile = fc.array(
      fc.constantFrom(0x30, 0x02, 0x03, 0x06, 0x04, 0x80, 0x84, 0xff, 0x00, 0x01, 0x05),
    );
    fc.assert(fc.property(hostile, (octets) => void readPublicKey(Uint8Array.from(octets), false)));
  });
});

function opensslFacts(bytes: Buffer): string | undefined {
  try {
    const key = createPublicKey({ key: bytes, format: 'der', type: 'spki' });
    const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
    return key.asymmetricKeyType === 'rsa' ? `${modulusLength} ${publicExponent}` : undefined;
  } catch {
    return undefined;
  }
}

/** OpenSSL takes numbers as they come: those that are negative, or a modulus that is even, are none of a key. */
function isImpossible(bytes: Buffer): boolean {
  const key = createPublicKey({ key: bytes, format: 'der', type: 'spki' });
  const modulus = Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url');
  const isEven = (modulus.at(-1) ?? 0) % 2 === 0;
  return isEven || !key.export({ type: 'spki', format: 'der' }).equals(bytes);
}
