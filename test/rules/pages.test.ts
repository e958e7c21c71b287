import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { rules } from '../../server/src/rules/registry.ts';
import { showCarets, readCarets } from '../harness/carets.ts';
import type { ExpectedFinding } from '../harness/carets.ts';
import { examplesOf, worldOf } from '../harness/pages.ts';
import { pageFileOf } from '../harness/rule-pages.ts';
import { applyFix, findingsOf, zone } from '../harness/workspace.ts';
import type { Finding } from '../../server/src/analysis/finding.ts';

/** Every page's examples are run: the wrong one gives its finding, its fix gives the right one, which is clean. */
const only = process.env['PAGES'] ?? '';

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

describe('rule pages', () => {
  for (const rule of rules) {
    if (!rule.id.startsWith(only)) continue;
    describe(rule.id, () => {
      const file = pageFileOf(rule);

      it('has a page with its sections', () => {
        assert.ok(existsSync(file), `${file} is missing`);
        const page = readFileSync(file, 'utf8');
        assert.match(page, /^# \S/);
        for (const section of ['## Why it matters', '## Example', 'Use instead:', '## When to allow it']) {
          assert.ok(page.includes(section), `${file} lacks "${section}"`);
        }
        assert.ok(examplesOf(page).length >= 2, `${file} lacks a wrong or a right example`);
      });

      it('finds the fault of the wrong example, and the fix gives the right one', () => {
        const page = readFileSync(file, 'utf8');
        const [wrong, right] = examplesOf(page);
        assert.ok(wrong !== undefined && right !== undefined);
        const { path: name } = wrong;
        const { text, expected } = readCarets(wrong.text);
        const made = zone(text, name, worldOf(page));
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
        const fixes = own.flatMap((f) => made.detailsOf(name, f).fixes.slice(0, 1));
        const [fix] = fixes;
        // Which rules offer a fix for their example is written in docs/rules, and those are compared.
        if (fix !== undefined) assert.equal(applyFix(made, name, fix), right.text);
      });

      it('finds nothing in the right example', () => {
        const page = readFileSync(file, 'utf8');
        const [, right] = examplesOf(page);
        assert.ok(right !== undefined);
        const { text, path: name } = right;
        const found = findingsOf(zone(text, name, worldOf(page)), name).filter(
          (f) => isLoud(f) || f.rule === rule.id,
        );
        assert.equal(showCarets(text, found.map(plain)), text);
      });
    });
  }
});
