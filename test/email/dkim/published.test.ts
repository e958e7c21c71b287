import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { keyOwner, publishedKey } from '../../../server/src/email/dkim/published.ts';
import { parseDkim } from '../../../server/src/email/dkim/parse.ts';
import {
  hasDefect,
  isIntended,
  isPossibleExponent,
  usabilityOf,
} from '../../../server/src/email/dkim/usability.ts';
import { HOLE, MappedText } from '../../../server/src/text/mapped-text.ts';
import { Answers } from '../../harness/dns-answers.ts';
import { ed25519Key, ed25519Octets, rsaKey, rsaOctets, rsaPair } from './keys.ts';

const ED25519 = ed25519Key();
const GOOD = `v=DKIM1; k=ed25519; p=${ED25519}`;
const RSA = rsaKey(1024);
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
  type: 'spki',
  format: 'der',
});

/** The key with another last octet, that of the exponent 65537. */
function withExponentEnd(octet: number): string {
  return Buffer.from([...rsaOctets(1024).subarray(0, -1), octet]).toString('base64');
}

/** The key with one octet of its header inverted. */
function damagedAt(at: number): string {
  return Buffer.from(rsaOctets(1024).map((octet, i) => (i === at ? octet ^ 0xff : octet))).toString('base64');
}

describe('the key of a signature, as a verifier finds it (RFC 6376 §3.6.2)', () => {
  const state = (...texts: readonly string[]): string => {
    const answers = new Answers(texts.map((text) => `s1._domainkey.example.com TXT ${text}`).join('\n'));
    const { state: is, defects } = publishedKey('s1._domainkey.example.com', answers);
    return [is, ...defects].join(' ');
  };

  it('is queried at the selector below _domainkey', () => {
    assert.equal(keyOwner('S1.a', 'example.com'), 's1.a._domainkey.example.com');
  });

  const rows: readonly (readonly [expected: string, ...texts: readonly string[]])[] = [
    ['missing'],
    ['missing', 'nodata'],
    ['unknown', 'servfail'],
    ['unknown', 'timeout'],
    ['unknown', 'pending'],
    ['published', GOOD],
    ['published', `v=DKIM1; k=ed | 25519; p=${ED25519}`],
    ['published', GOOD, GOOD],
    ['revoked revoked', 'v=DKIM1; p='],
    ['revoked revoked', 'v=DKIM1; p=', 'v=DKIM1; p='],
    ['revoked revoked', 'v=DKIM1; p=', 'v=DKIM1; k=rsa; p='],
    ['broken hash', `v=DKIM1; h=sha1; k=ed25519; p=${ED25519}`],
    ['broken revoked hash', `v=DKIM1; p=`, `v=DKIM1; h=sha1; k=ed25519; p=${ED25519}`],
    ['unknown', GOOD, `v=DKIM1; p=${RSA}`],
    ['unknown', GOOD, 'v=DKIM1; p='],
    ['unknown', 'v=DKIM1; p=', GOOD],
    ['unknown', 'v=DKIM1; k=ed25519; p=${…}'],
  ];
  for (const [expected, ...texts] of rows) {
    it(`is ${expected}: ${texts.map((text) => text.slice(0, 40)).join(' and ')}`, () => {
      assert.equal(state(...texts), expected);
    });
  }
});

describe('whether signatures can verify with a key', () => {
  const usability = (text: string): string => {
    const record = parseDkim(new MappedText(text.replaceAll('…', HOLE), []));
    const found = usabilityOf(record);
    const defects = found.kind === 'unusable' ? found.defects : [];
    for (const defect of defects) assert.ok(hasDefect(record, defect));
    assert.equal(hasDefect(record, 'service'), defects.includes('service'));
    return [found.kind, ...defects].join(' ');
  };
  const key = `p=${ED25519}`;
  const rows: readonly (readonly [text: string, expected: string])[] = [
    [GOOD, 'usable'],
    [`v=DKIM1; p=${RSA}`, 'usable'],
    [`v=DKIM1; k=RSA; p=${RSA}`, 'usable'],
    [`v=DKIM1; k=; p=${RSA}`, 'usable'],
    [`p=${RSA}`, 'usable'],
    ['v=DKIM1; p=', 'unusable revoked'],
    ['v=DKIM1; k=rsa', 'unusable no-key'],
    [`v=DKIM1; P=${RSA}`, 'unusable no-key'],
    ['v=DKIM1; p=<your key>', 'unusable no-key undecodable'],
    [`v=DKIM1; p=${rsaPair(1024).privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64')}`, 'unusable no-key'],
    [`v=DKIM1; p=${RSA.slice(0, 100)}`, 'unusable undecodable'],
    [`v=DKIM1; p=${rsaKey(512)}`, 'unusable too-short'],
    [`v=DKIM1; p=${withExponentEnd(0)}`, 'unusable exponent'],
    [`v=DKIM1; p=${withExponentEnd(3)}`, 'usable'],
    [`v=DKIM1; p=${damagedAt(4)}`, 'unusable undecodable'],
    [`v=DKIM1; p=${EC.toString('base64')}`, 'unusable no-key'],
    [`v=DKIM1; key=${rsaKey(2048)}`, 'unusable no-key'],
    [`v=DKIM1; ""k=rsa; p=${RSA}`, 'unusable tag-list'],
    [`v=DKIM1; =…; p=${RSA}`, 'unusable tag-list'],
    [`v=DKIM1; k=foo; p=${RSA}`, 'unusable key-type'],
    [`v=DKIM1; k=ed25519; p=${RSA}`, 'unusable mismatch'],
    [`v=DKIM1; k=rsa; ${key}`, 'unusable mismatch'],
    [`v=DKIM1; k=ed25519; p=${ed25519Octets().toString('base64')}`, 'unusable mismatch'],
    [`v=DKIM1; h=sha1; k=ed25519; ${key}`, 'unusable hash'],
    [`v=DKIM1; h=SHA256; k=ed25519; ${key}`, 'usable'],
    [`v=DKIM1; h=sha1:sha256; k=ed25519; ${key}`, 'usable'],
    [`v=DKIM1; h=sha1:…; k=ed25519; ${key}`, 'unknown'],
    [`v=DKIM1; s=other; k=ed25519; ${key}`, 'unusable service'],
    [`v=DKIM1; s=*; k=ed25519; ${key}`, 'usable'],
    [`v=DKIM1; s=other:Email; k=ed25519; ${key}`, 'usable'],
    [`v=DKIM1; s=other:…; k=ed25519; ${key}`, 'unknown'],
    [`v=DKIM1; s=TLSRPT; k=ed25519; ${key}`, 'unusable tls-reports'],
    [`v=DKIM1; s=tlsrpt:email; k=ed25519; ${key}`, 'usable'],
    [`v=DKIM2; k=ed25519; ${key}`, 'unusable version'],
    [`k=ed25519; v=DKIM1; ${key}`, 'unusable version'],
    [`v=DKIM1; k=ed25519; k=ed25519; ${key}`, 'unusable tag-list'],
    [`v=DKIM1; rsa; k=ed25519; ${key}`, 'unusable tag-list'],
    [`v=DKIM1 k=ed25519; ${key}`, 'unusable tag-list'],
    [`v=DKIM1; k-x=1; k=ed25519; ${key}`, 'unusable tag-list'],
    ['v=1; a=rsa-sha256; d=example.com; s=s1; h=from; bh=AAAA; b=AAAA', 'unusable no-key'],
    ['s1.dkim.example.net', 'unusable no-key'],
    ['v=DKIM1', 'unusable no-key'],
    [`v=DKIM1; p=-----BEGIN PUBLIC KEY-----${RSA}-----END PUBLIC KEY-----`, 'unusable undecodable'],
    ['v=DKIM1; p=-----BEGIN RSA PRIVATE KEY-----MIIB-----END RSA PRIVATE KEY-----', 'unusable no-key'],
    [`v=DKIM1; k=ed25519; p=!${ED25519}`, 'unusable undecodable'],
    ['v=DKIM1; p=aGVsbG8=', 'unusable undecodable'],
    ['v=DKIM1; k=ed25519; p=aGVsbG8=', 'unusable undecodable'],
    ['v=DKIM1; p=MIIBIg==', 'unusable undecodable'],
    // A tag with a fault that verifiers live with.
    [`v=DKIM1; K=rsa; p=${RSA}`, 'usable'],
    [`v=DKIM1; k=…; ${key}`, 'unknown'],
    [`v=DKIM1; k=ed25519; t=…; ${key}`, 'unknown'],
    ['v=DKIM1; k=…', 'unknown'],
    ['v=DKIM1; n=…', 'unknown'],
    ['v=DKIM1; n=…; p=…', 'unknown'],
    [`n=…; p=${RSA}`, 'usable'],
    ['v=DKIM1; k=ed25519; p=…', 'unknown'],
    // Parts that are not used do not matter.
    [`v=DKIM1; n=…; k=ed25519; ${key}`, 'usable'],
    [`v=DKIM1; x=…; k=ed25519; ${key}`, 'usable'],
    [`v=DKIM1; x=…; n=…; t=…; k=ed25519; ${key}`, 'unknown'],
    [`v=DKIM1; …; k=ed25519; ${key}`, 'unknown'],
    ['…', 'unknown'],
  ]; // prettier-ignore
  for (const [text, expected] of rows) {
    it(`is ${expected} for ${text.slice(0, 50)}`, () => {
      assert.equal(usability(text), expected);
    });
  }

  it('depends on the exponent of an RSA key: odd, and at least 3 (RFC 8017 §3.1)', () => {
    const possible = [-1n, 0n, 1n, 2n, 3n, 4n, 5n, 65537n, 65536n].filter(isPossibleExponent);
    assert.deepEqual(possible, [3n, 5n, 65537n]);
  });

  it('knows which defects are intended by their publisher', () => {
    const all = [
      'revoked',
      'tls-reports',
      'no-key',
      'undecodable',
      'too-short',
      'service',
      'version',
    ] as const;
    assert.deepEqual(all.filter(isIntended), ['revoked', 'tls-reports']);
  });
});
