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

const GROUPS = /^(?:spf|dkim|dmarc|mx|bimi|tls-rpt|mta-sts|dane|txt|cross|sender|zone)-/;

function pageOf(id: string): string {
  const [, group = '', name = ''] = /^(mta-sts|tls-rpt|[a-z]+)-(.+)$/.exec(id) ?? [];
  return readFileSync(path.join(__dirname, '../../server/src/rules', group, `${name}.md`), 'utf8');
}

/** Where it is not certain that SPF would pass, it is not certain either that the alignment alone is at fault. */
const LESS_CERTAIN: Readonly<Record<string, string>> = {
  'dmarc-rejects-sender': 'dmarc-strict-fails-sender',
};

interface Place {
  readonly resource: string;
  readonly rule: string;
  readonly what: string;
}

/** The findings of a configuration, and in which resource each is. */
function placesIn(text: string, world: WorkspaceOptions): readonly Place[] {
  return findingsOf(zone(text, 'main.tf', world), 'main.tf').map(({ rule, range, message, severity }) => {
    const before = text.slice(0, range.start);
    const resource = /resource "\w+" "(\w+)"(?![^]*resource ")/.exec(before)?.[1] ?? '';
    return { resource, rule, what: `${severity} ${rule}: ${message}` };
  });
}

const CONDITION = '  count = var.is_there ? 1 : 0\n';

describe('records that may not exist', () => {
  const [renderer] = RENDERERS;
  let tried = 0;
  for (const { id } of rules) {
    if (!GROUPS.test(id)) continue;
    const page = pageOf(id);
    const world = worldOf(page);
    const zones = examplesOf(page).filter((example) => example.path.endsWith('.zone'));
    for (const [i, example] of sampled([...zones.entries()], 2)) {
      it(`keep only findings that are true with and without them: ${id}, ${i === 0 ? 'wrong' : 'right'}`, () => {
        const made = zone(readCarets(example.text).text, example.path, world);
        const records = [...made.records(example.path)].map(({ record }) => record);
        const text = renderer?.render(records) ?? '';
        const all = placesIn(text, world);
        for (const [block, type, name] of text.matchAll(/^resource "(\w+)" "(r\d+)" \{\n[^]*?^\}\n/gm)) {
          assert.ok(type !== undefined && name !== undefined);
          const maybe = placesIn(text.replace(block, block.replace('{\n', `{\n${CONDITION}`)), world);
          const without = placesIn(text.replace(block, ''), world);
          for (const { resource, rule, what } of maybe) {
            // A count, or which of several records is named, differs.
            const isThere = (places: readonly Place[]): boolean =>
              places.some(
                (one) => one.resource === resource && (one.rule === rule || one.rule === LESS_CERTAIN[rule]),
              );
            assert.ok(isThere(all), `${what}\nonly where ${name} may be missing, in:\n${text}`);
            if (resource === name) continue;
            assert.ok(isThere(without), `${what}\nnot without ${name}, in:\n${text}`);
          }
          tried++;
        }
      });
    }
  }

  it('are tested in each example', () => {
    assert.ok(tried > 450, String(tried));
  });
});
