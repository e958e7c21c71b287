import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { armorIn, readKey } from '../../../server/src/email/dkim/key.ts';
import { ed25519Key, rsaKey, rsaPair } from './keys.ts';

const RSA = rsaKey(1024);
const PRIVATE = rsaPair(1024).privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64');

/** `code "text"` for each fault. */
function faultsIn(value: string): readonly string[] {
  return readKey(value, 'rsa').faults.map(
    ({ code, range }) => `${code} "${value.slice(range.start, range.end)}"`,
  );
}

describe('a placeholder instead of a key', () => {
  const placeholders = [
    '<>',
    '<your key>',
    '[public key]',
    '{key}',
    '{{ dkim_key }}',
    '%%',
    '%dkimKey%',
    '$KEY',
    '$dkim_key_2',
    'key',
    'KEY_HERE',
    'placeholder',
    'your public key here',
    'your-key goes-here',
    'key here please',
    'xxx',
    'XXXX',
    'MIIB...',
    '...',
    'MIIB\xe2\x80\xa6IDAQAB',
  ];
  for (const value of placeholders) {
    it(value, () => assert.deepEqual(faultsIn(value), [`key-placeholder "${value}"`]));
  }

  const others = [
    'a<key>',
    '<key>a',
    '<a<b>',
    '<a>b>',
    'a[key]',
    '[key]a',
    '[a[b]',
    '[a]b]',
    'a{key}',
    '{key}a',
    '{a{b}',
    '{a}b}',
    '%a%b%',
    '%key',
    '$',
    '$a-b',
    'a$KEY',
    'keys',
    'mykey',
    'key9',
    '9key',
    'key.here',
    'key-9',
    'key_',
    'xx',
    'xxxa',
    'MIIB..',
    'MIIB.',
    'MIIB\xe2\x80\xa7',
  ];
  for (const value of others) {
    it(`is not ${value}`, () => {
      assert.equal(readKey(value, 'rsa').key.kind, 'broken');
      assert.doesNotMatch(faultsIn(value).join(), /placeholder/);
    });
  }

  it('is not a complete key with an ellipsis after it', () => {
    assert.deepEqual(faultsIn(`${RSA}...`), ['base64-character "..."']);
  });
});

describe('PEM armor around a key', () => {
  const begin = '-----BEGIN PUBLIC KEY-----';
  const end = '-----END PUBLIC KEY-----';
  const rows: readonly (readonly [value: string, ...lines: readonly string[]])[] = [
    [`${begin}${RSA}${end}`, begin, end],
    [`${begin} ${RSA}`, begin],
    [`${RSA}${end}`, end],
    [`--BEGIN PUBLIC KEY--${RSA}`, '--BEGIN PUBLIC KEY--'],
    [`----- BEGIN \t PUBLIC KEY \t-----${RSA}`, '----- BEGIN \t PUBLIC KEY \t-----'],
    [`-----BEGIN KEY-----${RSA}`, '-----BEGIN KEY-----'],
    [`-----BEGIN ED25519 PUBLIC KEY-----${RSA}`, '-----BEGIN ED25519 PUBLIC KEY-----'],
  ];
  for (const [value, ...lines] of rows) {
    it(value.replace(RSA, '…'), () => {
      assert.deepEqual(
        armorIn(value).map((line) => value.slice(line.start, line.end)),
        lines,
      );
      assert.deepEqual(faultsIn(value), [`pem-armor "${lines[0]}"`]);
      assert.equal(readKey(value, 'rsa').key.kind, 'rsa');
    });
  }

  const none = [
    '-BEGIN PUBLIC KEY-',
    '-----BEGIN-----',
    '-----BEGINPUBLIC KEY-----',
    '-----START PUBLIC KEY-----',
    '-----BEGIN PUBLIC_KEY-----',
    '-----BEGIN PUBLIC KEY',
    '--',
  ];
  for (const line of none) {
    it(`is not ${line}`, () => {
      assert.deepEqual(armorIn(line), []);
      assert.doesNotMatch(faultsIn(`${line}${RSA}`).join(), /pem-armor/);
    });
  }

  it('does not move the faults after it', () => {
    const value = `${begin}"${RSA}`;
    assert.deepEqual(faultsIn(value), [`pem-armor "${begin}"`, 'base64-character """']);
  });

  it('shows a private key by its label, in any case', () => {
    for (const label of ['RSA PRIVATE KEY', 'private key']) {
      const value = `-----BEGIN ${label}-----${ed25519Key()}`;
      assert.deepEqual(readKey(value, 'rsa'), { key: { kind: 'private', format: label }, faults: [] });
    }
  });
});

describe('a private key', () => {
  it('is reported as such, and not for how it is encoded', () => {
    assert.deepEqual(faultsIn(`"${PRIVATE}`), []);
    assert.deepEqual(faultsIn(`${PRIVATE.replace(/=+$/, '')}===`), []);
    assert.equal(readKey(`"${PRIVATE}`, 'rsa').key.kind, 'private');
  });
});

describe('a key of another algorithm', () => {
  it('is reported as such, and not for its padding', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const value = publicKey.export({ type: 'spki', format: 'der' }).toString('base64').replace(/=*$/, '===');
    assert.deepEqual(faultsIn(value), [`key-foreign "${value}"`]);
  });
});
