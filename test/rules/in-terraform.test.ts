import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../server/src/rules/registry.ts';
import { readCarets } from '../harness/carets.ts';
import { examplesOf, worldOf } from '../harness/pages.ts';
import { RENDERERS } from '../harness/render-terraform.ts';
import { sampled } from '../harness/runs.ts';
import type { WorkspaceOptions } from '../harness/workspace.ts';
import { findingsOf, zone } from '../harness/workspace.ts';

/** The groups whose rules check the content of a record, in any format. */
const GROUPS = /^(?:spf|dkim|dmarc|mx|bimi|tls-rpt|mta-sts|dane|txt|cross)-/;

const ABSENT = 'somebody else may put records into the zone of a configuration: what it lacks is not told';
const IN_FULL = 'the names are written in full here: an address that was typed as one is a name then';
const DATES = 'the values of a configuration may come from several files: when they changed is not known';
const KEYS = 'the keys of a zone are only gathered where it is seen as a whole';

/** Rules that say nothing in a configuration, and why. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  'cross-parked-domain-incomplete': ABSENT,
  'cross-spf-none-dmarc-spf-only': ABSENT,
  'cross-stale-include': ABSENT,
  'dane-mx-uncovered': ABSENT,
  'dkim-ed25519-only': KEYS,
  'dkim-no-key-found': ABSENT,
  'dkim-revoked-only': KEYS,
  'dmarc-missing': ABSENT,
  'dmarc-published-differs': DATES,
  'dmarc-reject-without-dkim': ABSENT,
  'dmarc-reject-without-spf': ABSENT,
  'dmarc-sp-reject-subdomain-sends': KEYS,
  'dmarc-strict-alignment-subdomain': KEYS,
  'mta-sts-host-missing': ABSENT,
  'mta-sts-without-tlsrpt': ABSENT,
  'mx-autodiscover-dangling': ABSENT,
  'mx-ip-literal': IN_FULL,
  'mx-missing': ABSENT,
  'mx-no-address': ABSENT,
  'spf-a-or-mx-no-data': ABSENT,
  'spf-helo-missing': ABSENT,
  'spf-missing': ABSENT,
  'spf-no-mail-domain-unprotected': ABSENT,
  'spf-record-in-nonapex-only': ABSENT,
  'spf-subdomain-missing': ABSENT,
};

/** What another rule reports instead of such a rule, with less certainty. */
const INSTEAD: Readonly<Record<string, string>> = {
  'dmarc-strict-alignment-subdomain': 'dmarc-strict-alignment',
};

function pageOf(id: string): string {
  const [, group = '', name = ''] = /^(mta-sts|tls-rpt|[a-z]+)-(.+)$/.exec(id) ?? [];
  const file = path.join(__dirname, '../../server/src/rules', group, `${name}.md`);
  return readFileSync(file, 'utf8');
}

/** The rules of the groups that find something, each as often as it does. */
function rulesIn(text: string, name: string, world: WorkspaceOptions): readonly string[] {
  return findingsOf(zone(text, name, world), name)
    .map(({ rule }) => rule)
    .filter((rule) => GROUPS.test(rule))
    .sort();
}

describe('the examples of pages, as resources of Terraform', () => {
  for (const { id } of rules) {
    if (!GROUPS.test(id)) continue;
    const page = pageOf(id);
    const world = worldOf(page);
    // A policy file of MTA-STS is not a record.
    const zones = examplesOf(page).filter((example) => example.path.endsWith('.zone'));
    for (const [i, example] of sampled([...zones.entries()], 2)) {
      const { text } = readCarets(example.text);
      const what = i === 0 ? 'wrong' : 'right';
      for (const { name, render } of RENDERERS) {
        it(`${id}, ${what}: ${name}`, () => {
          const made = zone(text, example.path, world);
          const records = [...made.records(example.path)].map(({ record }) => record);
          const rendered = render(records);
          const expected = rulesIn(text, example.path, world)
            .flatMap((rule) => (rule in DEVIATIONS ? (INSTEAD[rule] ?? []) : rule))
            .sort();
          assert.deepEqual(rulesIn(rendered, 'main.tf', world), expected, rendered);
        });
      }
    }
  }
});
