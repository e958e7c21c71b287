import assert from 'node:assert/strict';

import type { Fix } from '../../server/src/analysis/finding.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { explainBounces } from '../../server/src/features/explain-bounce.ts';
import { explanationTexts } from '../../server/src/features/reports/explanation.ts';
import { plain } from '../../server/src/features/reports/paint.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { workspace } from '../harness/workspace.ts';

const HEAD =
  '$ORIGIN example.com.\n$TTL 3600\n@ IN SOA ns1 hostmaster 1 3600 600 864000 300\n@ IN NS ns1\nns1 IN A 192.0.2.1\n';

function fails(domain: string, ip: string): string {
  return `550 5.7.23 Sender Policy Framework violation: domain ${domain}, ip=${ip}`;
}

function zoneWith(...records: readonly string[]): Workspace {
  const made = workspace();
  made.add('example.com.zone', `${HEAD}${records.join('\n')}\n`);
  return made;
}

function fixFor(text: string, made: Workspace): Fix | undefined {
  return explainBounces(text, () => made).flatMap(({ causes }) => causes.flatMap(({ fix }) => fix ?? []))[0];
}

/** The zone's records with the fix. */
function mended(text: string, made: Workspace): string {
  const source = made.textOf('example.com.zone');
  const edits = fixFor(text, made)?.edits ?? [];
  return applyEdits(source?.slice(0, source.length) ?? '', edits).slice(HEAD.length);
}

describe('the fix that an explanation offers', () => {
  it('inserts the address before the term that rejects it', () => {
    const made = zoneWith('@ IN TXT "v=spf1 a -all"');
    assert.equal(
      mended(fails('example.com', '198.51.100.7'), made),
      '@ IN TXT "v=spf1 a ip4:198.51.100.7 -all"\n',
    );
    assert.equal(
      mended(fails('example.com', '2001:db8::7'), made),
      '@ IN TXT "v=spf1 a ip6:2001:db8::7 -all"\n',
    );
  });

  it('changes the record that a redirect points to', () => {
    const made = zoneWith('@ IN TXT "v=spf1 redirect=_spf.example.com"', '_spf IN TXT "v=spf1 a ~all"');
    assert.match(
      mended(fails('example.com', '198.51.100.7'), made),
      /_spf IN TXT "v=spf1 a ip4:198\.51\.100\.7 ~all"/,
    );
  });

  for (const [why, text, records] of [
    [
      'where SPF lets the address pass',
      fails('example.com', '192.0.2.1'),
      ['@ IN TXT "v=spf1 a:ns1.example.com -all"'],
    ],
    [
      'where the record is broken',
      fails('example.com', '198.51.100.7'),
      ['@ IN TXT "v=spf1 ip4:nowhere -all"'],
    ],
    ['for a domain of somebody else', fails('example.org', '198.51.100.7'), ['@ IN TXT "v=spf1 a -all"']],
    [
      'for an inner address, which receivers do not see',
      fails('example.com', '10.0.0.7'),
      ['@ IN TXT "v=spf1 a -all"'],
    ],
    [
      'where two records stand at the name',
      fails('example.com', '198.51.100.7'),
      ['@ IN TXT "v=spf1 a -all"', '@ IN TXT "v=spf1 mx -all"'],
    ],
    [
      'where DMARC fails all the same, since SPF is not aligned',
      'Authentication-Results: mx.example.net; spf=fail (sender IP is 198.51.100.7) smtp.mailfrom=a@example.com; dmarc=fail header.from=example.org\n',
      ['@ IN TXT "v=spf1 a -all"', '_dmarc.example.org. IN TXT "v=DMARC1; p=reject"'],
    ],
  ] as const) {
    it(`is not offered ${why}`, () => {
      assert.equal(fixFor(text, zoneWith(...records)), undefined);
    });
  }

  it('is shown with the new line', () => {
    const text = fails('example.com', '198.51.100.7');
    const made = zoneWith('@ IN TXT "v=spf1 a -all"');
    const result = { bounces: explainBounces(text, () => made), text, workspace: made, nameOf: String };
    const texts = [...explanationTexts(result, { paint: plain, width: 100 })].join('');
    assert.match(
      texts,
      /^ {5}If 198\.51\.100\.7 is yours: add "ip4:198\.51\.100\.7"\n {5}After this change, example\.com\.zone:6 reads:\n {7}@ IN TXT "v=spf1 a ip4:198\.51\.100\.7 -all"\n/m,
    );
  });
});
