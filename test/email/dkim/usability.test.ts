import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDkim } from '../../../server/src/email/dkim/parse.ts';
import { isIntended, usabilityOf } from '../../../server/src/email/dkim/usability.ts';
import { rules } from '../../../server/src/rules/registry.ts';
import { MappedText } from '../../../server/src/text/mapped-text.ts';
import { runs } from '../../harness/runs.ts';
import { findingsOf, zone } from '../../harness/workspace.ts';
import { ed25519Key, ed25519Octets, rsaKey, rsaPair } from './keys.ts';

const PATH = 'example.com.zone';
/** Those that report on one key. Rules for all text records, which say more of odd characters, are not run. */
const keyRules = rules.filter((rule) => rule.subject === 'dkim');

const ED25519 = ed25519Key();
const KEYS: readonly string[] = [
  rsaKey(2048),
  rsaKey(1024),
  rsaKey(512),
  ED25519,
  ed25519Octets().toString('base64'),
  rsaPair(1024).publicKey.export({ type: 'pkcs1', format: 'der' }).toString('base64'),
  rsaPair(1024).privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64'),
  '-----BEGIN PUBLIC KEY-----',
  '<your key>',
  '',
];

/** What a key record is made of, right and wrong. */
const tag = fc.oneof(
  fc.constantFrom(
    ...[
      'v=DKIM1',
      'v=DKIM2',
      'V=DKIM1',
      'v = DKIM1',
      'k=rsa',
      'k=ed25519',
      'k=RSA',
      'k=',
      'k=foo',
      'K=ed25519',
    ],
    ...['h=sha256', 'h=sha1', 'h=SHA256', 'h=sha1:sha256', 'h=sha512', 'h=', 'H=sha1', 'h=sha256:'],
    ...['s=email', 's=*', 's=Email', 's=tlsrpt', 's=other', 's=other:email', 's=', 'S=other'],
    ...['t=y', 't=s', 't=y:s', 't=', 'n=a note', 'g=*', 'g=', 'x=1', 'v1', 'rsa', 'sha256', '=', ''],
  ),
  fc.tuple(fc.constantFrom('p', 'p', 'p', 'P', 'p '), fc.constantFrom(...KEYS)).map((pair) => pair.join('=')),
);
const record = fc
  .tuple(fc.array(tag, { maxLength: 6 }), fc.constantFrom('; ', ';', ';; ', ' ', ', '), fc.boolean())
  .map(([tags, separator, isEnded]) => tags.join(separator) + (isEnded ? ';' : ''));

/** A right record, of which one character is another, is there twice, or is gone. */
const nearlyRight = fc
  .tuple(
    fc.constantFrom(
      ...KEYS.slice(0, 4).map((key) => `v=DKIM1; k=${key === ED25519 ? 'ed25519' : 'rsa'}; p=${key}`),
    ),
    fc.nat(400),
    fc.constantFrom('', 'x', ';', '=', ' ', ':', '"'),
    fc.nat(1),
  )
  .map(([text, at, put, taken]) => text.slice(0, at) + put + text.slice(at + taken));

function errors(text: string): readonly string[] {
  const strings = (text.match(/[^]{1,200}/g) ?? ['']).map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`);
  const documents = zone(`s1._domainkey IN TXT ( ${strings.join(' ')} )\n`, PATH, { rules: keyRules });
  return findingsOf(documents, PATH)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);
}

describe('a DKIM key', () => {
  for (const [name, texts] of [
    ['made of tags', record],
    ['nearly right', nearlyRight],
  ] as const) {
    it(`is unusable exactly if a rule reports an error, ${name}`, () => {
      fc.assert(
        fc.property(texts, (text) => {
          const usability = usabilityOf(parseDkim(new MappedText(text, [])));
          const faults =
            usability.kind === 'unusable' ? usability.defects.filter((one) => !isIntended(one)) : [];
          assert.equal(
            faults.length > 0,
            errors(text).length > 0,
            JSON.stringify({ usability, errors: errors(text) }),
          );
        }),
        { numRuns: runs(1500) },
      );
    });
  }
});
