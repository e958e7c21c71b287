import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  explainPolicy,
  parsePolicy,
  POLICY_KINDS,
  policyKindOf,
  titleOfPolicy,
} from '../../server/src/email/policies.ts';
import { HOLE, MappedText } from '../../server/src/text/mapped-text.ts';
import { runs } from '../harness/runs.ts';

/** The subject and the text of the hover at `$0` in the value of a record. */
function hover(owner: string, marked: string): string | undefined {
  const offset = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const kind = policyKindOf(text, owner);
  if (kind === undefined) return undefined;
  const found = explainPolicy(parsePolicy(kind, MappedText.unwritten(text)), offset);
  return (
    found && `${titleOfPolicy(kind)} ${text.slice(found.range.start, found.range.end)}: ${found.text.source}`
  );
}

describe('hovers on MTA-STS, TLS-RPT and BIMI', () => {
  it('explain each tag', () => {
    assert.match(hover('_mta-sts.example.com', 'v=$0STSv1; id=1') ?? '', /^MTA-STS v=STSv1: The version/);
    assert.match(hover('_mta-sts.example.com', 'v=STSv1; i$0d=1') ?? '', /^MTA-STS id=1: .*policy file/);
    assert.match(hover('_mta-sts.example.com', 'v=STSv1; id=1; x=$01') ?? '', /does not define this tag/);
    const reports = hover('_smtp._tls.example.com', 'v=TLSRPTv1; rua=$0mailto:a@example.com');
    assert.match(reports ?? '', /^TLS-RPT rua=mailto:a@example\.com: Where senders report/);
    assert.match(hover('default._bimi.example.com', 'v=BIMI1; l$0=') ?? '', /^BIMI l=: Empty/);
    assert.match(
      hover('default._bimi.example.com', 'v=BIMI1; l$0=https://x') ?? '',
      /: The https URL of the logo/,
    );
    assert.match(hover('default._bimi.example.com', 'v=BIMI1; l=; $0lps=') ?? '', /selector/);
  });

  it('are silent between tags', () => {
    assert.equal(hover('_mta-sts.example.com', 'v=STSv1;$0 id=1'), undefined);
    assert.equal(hover('_mta-sts.example.com', 'v=STSv1$0; id=1'), undefined);
  });
});

describe('the title of a hover', () => {
  it('is the name of the tag', () => {
    const policy = parsePolicy('mta-sts', MappedText.unwritten('v=STSv1; ID=1'));
    assert.equal(explainPolicy(policy, 10)?.title, 'ID=');
  });
});

describe('the policy that a text is meant to be', () => {
  const meant: readonly (readonly [owner: string, text: string, kind: string | undefined])[] = [
    ['example.com', 'v=spf1 -all', 'spf'],
    ['_mta-sts.example.com', 'v=spf1 -all', 'spf'],
    ['_mta-sts.example.com', 'STSv1; id=1', 'mta-sts'],
    ['_mta-sts.example.com', 'id=1', 'mta-sts'],
    ['_mta-sts.example.com', 'google-site-verification=x', undefined],
    ['example.com', 'id=1', undefined],
    ['example.com', 'v=STSv1; id=1', 'mta-sts'],
    ['_smtp._tls.example.com', 'rua=mailto:a@example.com', 'tls-rpt'],
    ['_smtp._tls.example.com', 'v=DMARC1; p=none', 'dmarc'],
    ['_dmarc.example.com', 'rua=mailto:a@example.com', 'dmarc'],
    ['default._bimi.example.com', 'l=https://example.com/x.svg', 'bimi'],
    ['default._bimi.example.com', 'hello', undefined],
    ['s1._domainkey.example.com', 'v=BIMI1; l=', 'bimi'],
    ['s1._domainkey.example.com', 'p=', 'dkim'],
  ];
  for (const [owner, text, kind] of meant) {
    it(`"${text}" at ${owner}: ${kind ?? 'none'}`, () => {
      assert.equal(policyKindOf(text, owner), kind);
    });
  }
});

describe('every policy', () => {
  const parts = fc.constantFrom(
    'v=STSv1', 'v=TLSRPTv1', 'v=BIMI1', 'id=', 'rua=', 'l=', 'a=', 'avp=', 'lps=', ';', '; ', ' ', '=', ',', '"', '\\',
    'mailto:a@example.com', 'https://example.com/x.svg', 'x', HOLE,
  ); // prettier-ignore
  const texts = fc.oneof(
    fc.string(),
    fc.array(parts).map((list) => list.join('')),
  );

  it('is read without throwing, with its faults and explanations within the text', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, at) => {
        for (const kind of POLICY_KINDS) {
          const policy = parsePolicy(kind, MappedText.unwritten(text));
          const ranges = policy.faults.map(({ range }) => range);
          const starts = ranges.map(({ start }) => start);
          assert.deepEqual(
            starts,
            [...starts].sort((a, b) => a - b),
            `${kind}: faults out of order in ${JSON.stringify(text)}`,
          );
          const explanation = explainPolicy(policy, at % (text.length + 1));
          for (const { start, end } of explanation === undefined ? ranges : [...ranges, explanation.range]) {
            assert.ok(
              0 <= start && start <= end && end <= text.length,
              `${kind} ${start}-${end} in ${JSON.stringify(text)}`,
            );
          }
        }
      }),
      { numRuns: runs(2000) },
    );
  });
});
