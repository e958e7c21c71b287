import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainDmarc } from '../../../server/src/email/dmarc/token-explanations.ts';
import { parseDmarc } from '../../../server/src/email/dmarc/parse.ts';
import { tagNames } from '../../../server/src/email/dmarc/tags.ts';
import type { TokenExplanation } from '../../../server/src/email/policy-record.ts';
import { HOLE, MappedText } from '../../../server/src/text/mapped-text.ts';

/** The explanation at `$0`. */
function hover(marked: string): TokenExplanation | undefined {
  const offset = marked.indexOf('$0');
  assert.ok(offset >= 0);
  return explainDmarc(
    parseDmarc(MappedText.unwritten(marked.replace('$0', '').replaceAll('…', HOLE))),
    offset,
  );
}

describe('explainDmarc', () => {
  const rows: readonly (readonly [marked: string, title: string, says: RegExp])[] = [
    ['$0v=DMARC1; p=none', 'v=DMARC1', /first tag and exactly `DMARC1`/],
    ['v=dma$0rc1; p=none', 'v=dmarc1', /`dmarc1` is not `DMARC1`/],
    ['v=DMARC1; p=no$0ne', 'p=none', /only listed in the reports/],
    ['v=DMARC1; p=quarantine$0', 'p=quarantine', /spam folder/],
    ['v=DMARC1; $0P=Reject', 'P=Reject', /reject failing mail/],
    ['v=DMARC1; p$0=rejct', 'p=rejct', /`rejct` is not a policy/],
    ['v=DMARC1; p=$0…', 'p=${…}', /unknown here/],
    [
      'v=DMARC1; p=$0reject; t=y',
      'p=reject',
      /RFC 9989 act as for `quarantine`.*RFC 7489 ignore `t` and act as for `reject`/s,
    ],
    ['v=DMARC1; p=$0reject; sp=none', 'p=reject', /`sp` applies to subdomains/],
    ['v=DMARC1; p=$0reject; sp=none; np=none', 'p=reject', /`sp` applies to existing subdomains, and `np`/],
    ['v=DMARC1; p=$0reject; np=none', 'p=reject', /For nonexistent subdomains, `np` applies/],
    ['v=DMARC1; p=$0reject', 'p=reject', /also applies to subdomains that have no DMARC record/],
    ['v=DMARC1; p=none; s$0p=reject', 'sp=reject', /organizational domain/],
    ['v=DMARC1; p=none; n$0p=reject', 'np=reject', /RFC 7489 ignore this tag/],
    ['v=DMARC1; p=none; adkim$0=r', 'adkim=r', /relaxed/],
    ['v=DMARC1; p=none; aspf$0=s', 'aspf=s', /strict/],
    ['v=DMARC1; p=none; aspf$0=x', 'aspf=x', /neither `r` nor `s`/],
    ['v=DMARC1; p=none; r$0ua=mailto:a@example.com', 'rua', /aggregate reports/i],
    [
      'v=DMARC1; p=none; rua=mailto:$0a@example.net!10m',
      'mailto:a@example.net',
      /_report\._dmarc\.example\.net.*RFC 9989 removed it/s,
    ],
    ['v=DMARC1; p=none; rua=mailto:a@example.net, $0b@example.net', 'b@example.net', /not a valid address/],
    ['v=DMARC1; p=none; rua=https://$0example.net/', 'https://example.net/', /only `mailto:`/],
    ['v=DMARC1; p=none; ru$0f=mailto:a@example.com', 'ruf', /single messages that fail/],
    [
      'v=DMARC1; p=none; f$0o=1:d',
      'fo=1:d',
      /SPF or DKIM does not pass.*signature does not verify.*has no `ruf`/s,
    ],
    ['v=DMARC1; p=none; f$0o=0:1; ruf=mailto:a@example.com', 'fo=0:1', /only one of `0` and `1`/],
    ['v=DMARC1; p=reject; $0t=y', 't=y', /`p=reject` acts as `p=quarantine`.*RFC 7489 ignore/s],
    ['v=DMARC1; p=none; $0t=y', 't=y', /no effect/],
    ['v=DMARC1; p=none; $0t=n', 't=n', /the policies are in force/],
    ['v=DMARC1; p=none; ps$0d=y', 'psd=y', /public suffix/],
    ['v=DMARC1; p=none; ps$0d=n', 'psd=n', /its own organizational domain/],
    ['v=DMARC1; p=none; ps$0d=u', 'psd=u', /default/],
    ['v=DMARC1; p=reject; pc$0t=25', 'pct=25', /`p=reject` to 25%.*as for `quarantine`/s],
    ['v=DMARC1; p=reject; pc$0t=100', 'pct=100', /changes nothing/],
    ['v=DMARC1; p=none; pc$0t=25', 'pct=25', /no effect/],
    ['v=DMARC1; p=none; r$0f=afrf', 'rf=afrf', /removed this tag/],
    ['v=DMARC1; p=none; r$0i=3600', 'ri=3600', /are 1 hour/],
    ['v=DMARC1; p=none; foo$0=bar', 'foo=bar', /not a DMARC tag/],
  ];
  for (const [marked, title, says] of rows) {
    it(marked, () => {
      const explanation = hover(marked);
      assert.equal(explanation?.title, title);
      assert.match(explanation.text.source, says);
    });
  }

  it('has no text between tags', () => {
    assert.equal(hover('v=DMARC1;  $0 p=none'), undefined);
    assert.equal(hover('v=DMARC1; p=none; oo$0ps'), undefined);
    assert.equal(hover('v=DMARC1; …$0=x'), undefined);
  });

  it('covers the token that it explains, and cites its definition, for every tag and any value', () => {
    const value = fc.oneof(
      fc.constantFrom('y', 'n', 'r', '0', '1', '100', 'none', 'mailto:a@example.com', HOLE, ''),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...tagNames()), value, (name, typed) => {
        const text = `v=DMARC1; ${name}=${typed}`;
        const record = parseDmarc(MappedText.unwritten(text));
        for (let offset = 0; offset <= text.length; offset++) {
          const explanation = explainDmarc(record, offset);
          if (explanation === undefined) continue;
          assert.ok(explanation.range.start <= offset && offset <= explanation.range.end);
          assert.ok(explanation.text.source.length > 0);
          for (const spec of explanation.specs) assert.match(spec, /^RFC \d{4}(?: §[\dA-C][\d.]*)?$/);
        }
      }),
    );
  });
});
