import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { printRdata } from '../../server/src/records/rdata/index.ts';
import type { DnsRecord } from '../../server/src/records/record.ts';
import { rules } from '../../server/src/rules/registry.ts';
import { readCarets } from '../harness/carets.ts';
import { examplesOf, worldOf } from '../harness/pages.ts';
import { RENDERERS } from '../harness/render-terraform.ts';
import { sampled } from '../harness/runs.ts';
import type { WorkspaceOptions } from '../harness/workspace.ts';
import { applyFix, findingsOf, zone } from '../harness/workspace.ts';

/** Those of the other groups have examples in Terraform. */
const GROUPS = /^(?:spf|dkim|dmarc|mx|bimi|tls-rpt|mta-sts|dane|txt|cross|sender|zone)-/;

/** Rules whose fix does something else here, and why. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  'zone-smart-quotes':
    'words without quotation marks are meant as one text; here each is a string in its own',
};

function pageOf(id: string): string {
  const [, group = '', name = ''] = /^(mta-sts|tls-rpt|[a-z]+)-(.+)$/.exec(id) ?? [];
  return readFileSync(path.join(__dirname, '../../server/src/rules', group, `${name}.md`), 'utf8');
}

/** A text is one, wherever it is cut; the TTL of a record that is new is a matter of its file. */
function said({ owner, type, rdata }: DnsRecord): string {
  return `${owner} ${type} ${rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata)}`;
}

interface Change {
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

function changeOf(before: readonly string[], after: readonly string[]): Change {
  const without = (these: readonly string[], those: readonly string[]): readonly string[] => {
    const left = [...those];
    return these
      .filter((one) => {
        const at = left.indexOf(one);
        if (at >= 0) left.splice(at, 1);
        return at < 0;
      })
      .sort();
  };
  return { gone: without(before, after), come: without(after, before) };
}

function recordsOf(made: Workspace, name: string): readonly string[] {
  return [...made.records(name)].map(({ record }) => said(record));
}

interface Finding {
  readonly message: string;
  /** What each fix makes of the records, by its title. */
  readonly fixes: ReadonlyMap<string, Change>;
}

function findingsBy(rule: string, text: string, name: string, world: WorkspaceOptions): readonly Finding[] {
  const made = zone(text, name, world);
  const before = recordsOf(made, name);
  return findingsOf(made, name)
    .filter((finding) => finding.rule === rule)
    .map((finding) => {
      const fixes = made.detailsOf(name, finding).fixes.map((fix) => {
        const after = recordsOf(zone(applyFix(made, name, fix), name, world), name);
        // A fix that deletes a resource states what else that does.
        const title = fix.title.replace(/ \(the next apply deletes the whole record set\)$/, '');
        return [title, changeOf(before, after)] as const;
      });
      return { message: finding.message, fixes: new Map(fixes) };
    });
}

/** What is added where a name is known to be missing: in a zone that is read as a whole, or by an answer of the DNS. */
const WANTS_ANSWERS = new Set(['sender-missing-dkim', 'sender-postmark-returnpath-missing']);

describe('fixes in the examples of pages, as resources of Terraform', () => {
  let tried = 0;
  for (const [index, { id }] of rules.entries()) {
    if (!GROUPS.test(id) || id in DEVIATIONS) continue;
    const page = pageOf(id);
    const world: WorkspaceOptions = {
      ...worldOf(page),
      ...(WANTS_ANSWERS.has(id) ? { otherwise: 'NXDOMAIN' } : {}),
    };
    const [example] = examplesOf(page);
    if (example?.path.endsWith('.zone') !== true) continue;
    const { text } = readCarets(example.text);
    const expected = findingsBy(id, text, example.path, world).filter(({ fixes }) => fixes.size > 0);
    if (expected.length === 0) continue;
    // Each rule with another renderer in the short form.
    const first = index % RENDERERS.length;
    const renderers = [...RENDERERS.slice(first), ...RENDERERS.slice(0, first)];
    for (const { name, render } of sampled(renderers, renderers.length)) {
      it(`${id}: ${name}`, () => {
        const made = zone(text, example.path, world);
        const rendered = render([...made.records(example.path)].map(({ record }) => record));
        const found = findingsBy(id, rendered, 'main.tf', world);
        if (WANTS_ANSWERS.has(id)) assert.deepEqual(found, expected);
        for (const { message, fixes } of found) {
          const same = expected.find((one) => one.message === message);
          // What is found there and not here is the other test's matter.
          if (same === undefined) continue;
          tried += fixes.size;
          assert.deepEqual(fixes, same.fixes, rendered);
        }
      });
    }
  }
  after(() => {
    console.log(`      ${tried} fixes do the same as in a zone file`);
  });
});
