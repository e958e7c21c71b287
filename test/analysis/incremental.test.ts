import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { runs, sampled } from '../harness/runs.ts';
import { zone } from '../harness/workspace.ts';

const PATH = 'example.com.zone';

/** Everything that the workspace says of the file. */
function verdict(made: Workspace): string {
  return made
    .findings(PATH)
    .findings.map((f) => `${f.range.start}-${f.range.end} ${f.severity} ${f.rule} ${f.message}`)
    .sort()
    .join('\n');
}

/** Lines whose findings depend on each other: on the same name, on a parent name or subdomain, on earlier lines. */
const LINES = [
  '@ IN SOA ns1 host 1 2 3 4 5\n', '@ IN NS ns1\n', '@ IN TXT "v=spf1 -all"\n', '@ IN TXT "v=spf1 mx +all"\n',
  '  IN MX 10 mail\n', 'mail IN A 192.0.2.1\n', 'mail IN CNAME web\n', 'mail 60 IN A 192.0.2.2\n',
  '*.sub IN TXT "v=spf1 -all"\n', '_dmarc.sub IN TXT "v=DMARC1; p=none"\n', 'sub IN NS ns.example.net.\n',
  'deep.sub IN MX 10 mail.example.com.\n', '* IN MX 10 mail\n', '_dmarc IN TXT "v=DMARC1; p=reject"\n',
  '_dmarc IN TXT v=DMARC1; p=none\n', 'www.example.com IN A 192.0.2.3\n', '$ORIGIN sub\n', '$ORIGIN example.com.\n',
  '$TTL 60\n', '; mailtxt-disable-next-line spf-all-pass\n', '; mailtxt-disable\n', '; mailtxt-enable\n',
  's1._domainkey IN TXT "v=DKIM1; p="\n', '{% if a %}\n', '{% endif %}\n', 'k TXT ( "a"\n', ' "b" )\n', 'x IN A 192.0.2.300\n',
]; // prettier-ignore

/** Lines at the root, at names that are none, and without any owner; and what makes such names of those around. */
const ODD_LINES = [
  '$ORIGIN .\n', '$ORIGIN com\n', '$ORIGIN ..\n', '$ORIGIN a..b\n', '$ORIGIN invali"\n', '$ORIGIN "\n', `$ORIGIN ${'a.'.repeat(130)}\n`,
  '. IN NS ns1\n', '. IN NS ns2.example.net.\n', '. IN TXT "v=spf1 -all"\n', '. IN MX 10 mail\n', '. 60 IN MX 20 mail\n',
  '. IN SOA ns1 host 1 2 3 4 5\n', '@ IN MX 10 .\n', '@ 60 IN A 192.0.2.1\n', '@ IN A 192.0.2.2\n', '@ IN CNAME .\n',
  '  IN A 192.0.2.3\n', '  60 IN A 192.0.2.4\n', '_dmarc. IN TXT "v=DMARC1; p=none"\n', '*. IN MX 10 mail\n', '* IN TXT "v=spf1 +all"\n',
  'a..b IN A 192.0.2.1\n', '.. IN A 192.0.2.1\n', '.a IN MX 10 mail\n', '"" IN A 192.0.2.1\n', '"." IN MX 10 mail\n', '\\. IN A 192.0.2.1\n',
  '\\000 IN A 192.0.2.1\n', `${'a.'.repeat(130)} IN A 192.0.2.1\n`, `${'b'.repeat(1100)} IN A 192.0.2.1\n`, '{{ a }} IN MX 10 mail\n',
  '$TTL x\n', '$GENERATE 1-2 $ A 192.0.2.$\n', '$INCLUDE no.zone .\n', '\n', '; mailtxt-enable\n',
]; // prettier-ignore

/** A whole zone of a domain with mail, whose findings rest on which DKIM keys are anywhere in it. */
const WITH_MAIL =
  '@ IN SOA ns1.example.net. host 1 2 3 4 5\n@ IN NS ns1.example.net.\n@ IN MX 10 mail\n@ IN TXT "v=spf1 mx ~all"\n' +
  '_dmarc IN TXT "v=DMARC1; p=reject; adkim=s"\nsub IN MX 10 mail\n';
const KEYS = [
  's1._domainkey IN TXT "v=DKIM1; p="\n', 's2._domainkey IN CNAME s2.example.net.\n', '*._domainkey IN TXT "p="\n',
  's1._domainkey.sub IN CNAME s1.example.net.\n', 'a.b._domainkey.deep.sub IN TXT "v=DKIM1; p="\n',
  's3._domainkey IN TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n',
  '$GENERATE 1-2 k$._domainkey CNAME k$.example.net.\n', 's4._domainkey IN NS ns1.example.net.\n', 'www IN A 192.0.2.1\n',
  's5._domainkeys IN CNAME s5.example.net.\n',
]; // prettier-ignore

/** Names that may be those of declared services, so that whether their mail is refused rests on all of the zone. */
const NAMES = [
  'em IN CNAME u1.wl.sendgrid.net.\n', 'em IN MX 10 mx.example.net.\n', '@ IN TXT "v=spf1 include:_spf.example.net -all"\n',
  'k7._domainkey IN TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n', 'www IN A 192.0.2.1\n',
  's1._domainkey IN CNAME s1.domainkey.u1.wl.sendgrid.net.\n', '_domainkey IN DNAME keys.example.net.\n', '* IN A 192.0.2.1\n',
  '$GENERATE 1-2 k$._domainkey CNAME k$.example.net.\n', 'sub IN NS ns1.example.net.\n', 'b IN TXT "v=spf1 ip4:192.0.2.0/24 -all"\n',
]; // prettier-ignore
const SERVICES = { 'example.com': ['sendgrid', 'google-workspace', 'zendesk'] };

const textOf = (lines: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...lines), { maxLength: 25 }).map((some) => some.join(''));
const changesOf = (lines: readonly string[]): fc.Arbitrary<{ at: number; length: number; text: string }[]> =>
  fc.array(
    fc.record({
      at: fc.nat(),
      length: fc.nat({ max: 40 }),
      text: fc.oneof(fc.constantFrom('', 'x', '"', '.', '+all', ...lines), textOf(lines)),
    }),
    { minLength: 1, maxLength: 6 },
  );
const text = textOf(LINES);
const changes = changesOf(LINES);
const ODD = [...ODD_LINES, ...ODD_LINES, ...LINES];

/** `origin`: as the settings say. */
function sameAsAnew(
  first: string,
  edits: readonly { at: number; length: number; text: string }[],
  origin?: string,
): void {
  let now = first;
  const options = origin === undefined ? {} : { origin };
  const made = zone(first, PATH, options);
  verdict(made);
  for (const edit of edits) {
    const start = now.length === 0 ? 0 : edit.at % (now.length + 1);
    const end = Math.min(now.length, start + edit.length);
    made.edit(PATH, [{ range: { start, end }, text: edit.text }]);
    now = now.slice(0, start) + edit.text + now.slice(end);
    assert.equal(verdict(made), verdict(zone(now, PATH, options)));
  }
}

describe('findings after edits', () => {
  it('are those of the final text', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(text, changes, (first, edits) => {
        sameAsAnew(first, edits);
      }),
      { numRuns: runs(80) },
    );
  });

  it('are those of the final text at the root and at invalid names', function () {
    this.timeout(120_000);
    // The text before the first owner decides most.
    const first = fc
      .tuple(fc.subarray(['$TTL 60\n', '$ORIGIN .\n', '  IN A 192.0.2.3\n', '@ IN MX 10 .\n']), textOf(ODD))
      .map(([head, rest]) => head.join('') + rest);
    for (const origin of [undefined, '', 'com']) {
      fc.assert(
        fc.property(first, changesOf(ODD), (before, edits) => {
          sameAsAnew(before, edits, origin);
        }),
        { numRuns: runs(15) },
      );
    }
  });

  it('are found for records at the root that follow a directive', () => {
    for (const [text, rules] of [
      ['$ORIGIN .\n@ 60 IN A 192.0.2.1\n@ 61 IN A 192.0.2.2\n', ['zone-ttl-mismatch']],
      [' IN A 192.0.2.1\n. 60 IN A 192.0.2.1\n. 61 IN A 192.0.2.2\n', ['zone-no-owner', 'zone-ttl-mismatch']],
    ] as const) {
      const found = zone(text, PATH).findings(PATH).findings;
      assert.deepEqual(
        found.map(({ rule }) => rule),
        rules,
        text,
      );
    }
  });

  for (const [what, some, senders] of [
    ['DKIM keys', KEYS, {}],
    ['names of declared services', NAMES, SERVICES],
  ] as const)
    it(`are those of the final text when ${what} are added and removed`, function () {
      this.timeout(120_000);
      const coming = fc.array(fc.tuple(fc.nat(), fc.constantFrom('', '', ...some)), { maxLength: 8 });
      fc.assert(
        fc.property(coming, (lines) => {
          const present: string[] = [];
          let now = WITH_MAIL;
          const made = zone(now, PATH, { senders });
          verdict(made);
          for (const [at, line] of lines) {
            const place = present.length === 0 ? 0 : at % present.length;
            const [gone = ''] = present.splice(place, line === '' ? 1 : 0, ...(line === '' ? [] : [line]));
            const start = WITH_MAIL.length + present.slice(0, place).join('').length;
            made.edit(PATH, [{ range: { start, end: start + gone.length }, text: line }]);
            now = now.slice(0, start) + line + now.slice(start + gone.length);
            assert.equal(verdict(made), verdict(zone(now, PATH, { senders })));
          }
        }),
        { numRuns: runs(30) },
      );
    });

  it('are those of the final text in a file of many blocks', function () {
    this.timeout(120_000);
    const filler = Array.from({ length: 700 }, (_, i) => `h${i} IN A 192.0.2.${i % 250}\n`).join('');
    fc.assert(
      fc.property(text, text, changes, (before, after, edits) => {
        sameAsAnew(`${before}${filler}${after}`, edits);
      }),
      { numRuns: runs(4) },
    );
  });

  it('are those of the final text in real files', function () {
    if (!hasCorpus()) {
      sayNoCorpus('editing of real files');
      this.skip();
    }
    this.timeout(120_000);
    for (const [k, file] of sampled([...corpusFiles('realworld/zones').entries()], 4)) {
      const real = readCorpus(file).slice(0, 20_000);
      sameAsAnew(real, [
        { at: k * 7919, length: 3, text: '' },
        { at: k * 104_729, length: 0, text: '"' },
      ]);
    }
  });
});
