import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/analysis/finding.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import type { AnyRule } from '../../server/src/rules/rule.ts';
import { readCarets, showCarets } from './carets.ts';
import type { ExpectedFinding } from './carets.ts';
import { alsoWrong, examplesOf, worldOf, type Example } from './pages.ts';
import { applyFix, findingsOf, zone } from './workspace.ts';

function plain(finding: Finding): ExpectedFinding {
  return {
    rule: finding.rule,
    message: finding.message,
    start: finding.range.start,
    end: finding.range.end,
  };
}

function isLoud(finding: Finding): boolean {
  return finding.severity === 'error' || finding.severity === 'warning';
}

/** A rule and the text of its page; the examples are checked with all rules, or with those given. */
export interface PageOf {
  readonly rule: AnyRule;
  readonly page: string;
  readonly file: string;
  readonly rules?: readonly AnyRule[];
}

export function checkSections({ page, file }: PageOf): void {
  assert.match(page, /^# \S/);
  for (const section of ['## Why it matters', '## Example', 'Use instead:', '## When to allow it']) {
    assert.ok(page.includes(section), `${file} lacks "${section}"`);
  }
  assert.ok(examplesOf(page).length >= 2, `${file} lacks a wrong or a right example`);
}

/** The rule finds the faults that the carets of an example show. Returns its workspace, and the findings of the rule. */
function checkCarets(
  { rule, page, rules }: PageOf,
  { text: typed, path: name }: Example,
): { readonly made: Workspace; readonly own: readonly Finding[] } {
  const { text, expected } = readCarets(typed);
  const made = zone(text, name, { ...worldOf(page), ...(rules !== undefined && { rules }) });
  const found = findingsOf(made, name).filter((f) => isLoud(f) || f.rule === rule.id);
  assert.equal(
    showCarets(text, found.map(plain)),
    showCarets(
      text,
      [...expected].sort((a, b) => a.start - b.start || a.end - b.end),
    ),
  );
  const own = found.filter((f) => f.rule === rule.id);
  assert.ok(own.length > 0, 'the rule finds nothing in its own example');
  return { made, own };
}

/** The rule finds the fault of the wrong example, and the fix gives the right one. */
export function checkWrongExample(of: PageOf): void {
  const [wrong, right] = examplesOf(of.page);
  assert.ok(wrong !== undefined && right !== undefined);
  const { path: name } = wrong;
  const { made, own } = checkCarets(of, wrong);
  for (const other of alsoWrong(of.page)) checkCarets(of, other);
  const fixes = own.flatMap((f) => made.detailsOf(name, f).fixes.slice(0, 1));
  const [fix] = fixes;
  // Which rules offer a fix for their example is written in docs/rules, and those are compared.
  if (fix !== undefined) assert.equal(applyFix(made, name, fix), right.text);
}

/** Nothing is found in the right example. */
export function checkRightExample({ rule, page, rules }: PageOf): void {
  const [, right] = examplesOf(page);
  assert.ok(right !== undefined);
  const { text, path: name } = right;
  const found = findingsOf(
    zone(text, name, { ...worldOf(page), ...(rules !== undefined && { rules }) }),
    name,
  ).filter((f) => isLoud(f) || f.rule === rule.id);
  assert.equal(showCarets(text, found.map(plain)), text);
}
