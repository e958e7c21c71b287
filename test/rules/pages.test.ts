import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { rules } from '../../server/src/rules/registry.ts';
import { checkRightExample, checkSections, checkWrongExample } from '../harness/check-page.ts';
import { pageFileOf } from '../harness/rule-pages.ts';

/** Every page's examples are run: the wrong one gives its finding, its fix gives the right one, which is clean. */
const only = process.env['PAGES'] ?? '';

describe('rule pages', () => {
  for (const rule of rules) {
    if (!rule.id.startsWith(only)) continue;
    describe(rule.id, () => {
      const file = pageFileOf(rule);
      const page = existsSync(file) ? readFileSync(file, 'utf8') : '';

      it('has a page with its sections', () => {
        assert.ok(existsSync(file), `${file} is missing`);
        checkSections({ rule, page, file });
      });

      it('finds the fault of the wrong example, and the fix gives the right one', () => {
        checkWrongExample({ rule, page, file });
      });

      it('finds nothing in the right example', () => {
        checkRightExample({ rule, page, file });
      });
    });
  }
});
