import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  LEAST_RSA_BITS,
  MAX_KEY_FILE,
  readKeyFile,
  type KeyFileReading,
} from '../../../server/src/email/dkim/key-file.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');

const pem = (key: KeyObject, type: 'spki' | 'pkcs1' | 'pkcs8' | 'sec1'): string =>
  key.export({ type, format: 'pem' } as never).toString();
const der = (key: KeyObject, type: 'spki' | 'pkcs1' | 'pkcs8'): Buffer =>
  key.export({ type, format: 'der' } as never) as unknown as Buffer;

function keyOf(text: string): Extract<KeyFileReading, { kind: 'key' }> {
  const reading = readKeyFile(text);
  assert.equal(reading.kind, 'key', JSON.stringify(reading));
  return reading;
}

function faultOf(text: string): string {
  const reading = readKeyFile(text);
  assert.equal(reading.kind, 'refused', JSON.stringify(reading));
  return reading.fault;
}

/** What node makes of the keys, in base64. */
const SPKI = der(rsa.publicKey, 'spki').toString('base64');
const RAW = (ed25519.publicKey.export({ format: 'jwk' }) as { x: string }).x;
const RAW_BASE64 = Buffer.from(RAW, 'base64url').toString('base64');

describe('readKeyFile', () => {
  const record = `v=DKIM1; k=rsa; p=${SPKI}`;
  const pieces = record.match(/.{1,200}/g) ?? [];
  const forms: Readonly<Record<string, string>> = {
    'SubjectPublicKeyInfo in PEM': pem(rsa.publicKey, 'spki'),
    'PKCS #1 in PEM': pem(rsa.publicKey, 'pkcs1'),
    'PEM with line ends of Windows': pem(rsa.publicKey, 'spki').replaceAll('\n', '\r\n'),
    'PEM with text around it': `My key:\n${pem(rsa.publicKey, 'spki')}\nof 2026\n`,
    'base64 in lines': SPKI.replace(/.{64}/g, '$&\n'),
    'base64 of PKCS #1': der(rsa.publicKey, 'pkcs1').toString('base64'),
    'a DKIM record': record,
    'a DKIM record without a version': `p \t= ${SPKI}`,
    'base64 in quoted strings': SPKI.replace(/.{100}/g, '"$&" '),
    'a DKIM record in strings': `mail._domainkey IN TXT ( ${pieces.map((one) => `"${one}"`).join('\n  ')} ) ; mail`,
  };
  for (const [name, text] of Object.entries(forms)) {
    it(`reads an RSA key from ${name}`, () => {
      assert.deepEqual(keyOf(text), { kind: 'key', keyType: 'rsa', bits: 2048, record });
    });
  }

  it('reads an RSA key of 1024 bits', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: LEAST_RSA_BITS });
    assert.equal(keyOf(pem(publicKey, 'spki')).bits, LEAST_RSA_BITS);
  });

  it('reads any 32 octets as Ed25519, even if they begin like an RSA key', () => {
    const octets = Buffer.from(`30820122300d${'07'.repeat(26)}`, 'hex').toString('base64');
    assert.equal(keyOf(octets).record, `v=DKIM1; k=ed25519; p=${octets}`);
  });

  for (const text of [pem(ed25519.publicKey, 'spki'), RAW_BASE64, `v=DKIM1; k=ed25519; p=${RAW_BASE64}`]) {
    it(`reads an Ed25519 key from ${text.slice(0, 26)}`, () => {
      const expected = `v=DKIM1; k=ed25519; p=${RAW_BASE64}`;
      assert.deepEqual(keyOf(text), { kind: 'key', keyType: 'ed25519', bits: undefined, record: expected });
    });
  }

  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encrypted = rsa.privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString();
  const privateKeys: Readonly<Record<string, string>> = {
    'PKCS #8': pem(rsa.privateKey, 'pkcs8'),
    'PKCS #1': pem(rsa.privateKey, 'pkcs1'),
    'SEC 1': pem(ec.privateKey, 'sec1'),
    Ed25519: pem(ed25519.privateKey, 'pkcs8'),
    'under a password': encrypted,
    'base64 alone': der(rsa.privateKey, 'pkcs8').toString('base64'),
    'base64 of PKCS #1': der(rsa.privateKey, 'pkcs1').toString('base64'),
    'base64 in lines': der(rsa.privateKey, 'pkcs1').toString('base64').replace(/.{64}/g, '$& \n'),
    'base64 with other characters': `!${der(rsa.privateKey, 'pkcs1').toString('base64')}`,
    'of SSH2':
      '---- BEGIN SSH2 ENCRYPTED PRIVATE  KEY ----\nAAAA\n---- END SSH2 ENCRYPTED PRIVATE  KEY ----\n',
    'behind its public key': pem(rsa.publicKey, 'spki') + pem(rsa.privateKey, 'pkcs8'),
    'of OpenSSH':
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n',
    'that is too long': pem(rsa.privateKey, 'pkcs8') + ' '.repeat(MAX_KEY_FILE),
    'in a record': `v=DKIM1; p=${der(rsa.privateKey, 'pkcs8').toString('base64')}`,
  };
  for (const [name, text] of Object.entries(privateKeys)) {
    it(`rejects a private key, ${name}, and shows nothing of it`, () => {
      const fault = faultOf(text);
      assert.match(fault, /^This is a private key\. It must not be published or pasted anywhere/);
      for (const line of text.match(/[A-Za-z0-9+/]{24,}/g) ?? []) assert.ok(!fault.includes(line));
    });
  }

  const small = generateKeyPairSync('rsa', { modulusLength: 768 });
  const others: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', '', /^This is not a public key/],
    ['words', 'this is my key', /^This is not a public key/],
    [
      'a certificate',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      /^This is a certificate/,
    ],
    ['a key of OpenSSH', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA me@example.com', /^This is an OpenSSH key/],
    ['a key of OpenSSH, indented', ' \tecdsa-sha2-nistp256 AAAA', /^This is an OpenSSH key/],
    ['a key of OpenSSH on a token', 'sk-ssh-ed25519@openssh.com AAAA', /^This is an OpenSSH key/],
    ['the name of a key of OpenSSH', 'my ssh-ed25519 key', /^This is not a public key/],
    // RFC 4716 §3.2.
    [
      'a key of SSH2',
      '---- BEGIN SSH2 PUBLIC KEY ----\nAAAAB3NzaC1yc2EAAAADAQABAAAB\n---- END SSH2 PUBLIC KEY ----\n',
      /^This is an OpenSSH key/,
    ],
    ['base64 with other characters', `${SPKI.slice(0, 40)}!${SPKI.slice(40)}`, /^This is not a public key/],
    ['base64 without its padding', RAW_BASE64.replace(/=+$/, ''), /^This is not a public key/],
    ['an elliptic curve', pem(ec.publicKey, 'spki'), /^This is an elliptic curve \(ECDSA\) key\. DKIM uses/],
    ['a short key', pem(small.publicKey, 'spki'), new RegExp(`has 768 bits.*fewer than ${LEAST_RSA_BITS}`)],
    ['PEM that is cut off', pem(rsa.publicKey, 'spki').slice(0, 200), /truncated/],
    ['base64 that is cut off', SPKI.slice(0, 200), /^This is not a public key/],
    [
      'a key with more behind it',
      Buffer.concat([der(rsa.publicKey, 'spki'), Buffer.from('abc')]).toString('base64'),
      /after the key/,
    ],
    ['a text that is too long', 'A'.repeat(MAX_KEY_FILE + 1), /too long/],
    ['a key that was revoked', 'v=DKIM1; p=', /^This is not a public key/],
  ];
  for (const [name, text, expected] of others) {
    it(`refuses ${name}`, () => assert.match(faultOf(text), expected));
  }

  it('never throws, wherever the file is truncated', () => {
    for (const text of [forms['a DKIM record in strings'] ?? '', pem(rsa.publicKey, 'pkcs1')]) {
      for (let end = 0; end < text.length; end++) assert.doesNotThrow(() => readKeyFile(text.slice(0, end)));
    }
  });
});
