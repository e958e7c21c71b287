import assert from 'node:assert/strict';

import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { fixWorkspace, MAX_PASSES } from '../../server/src/hosts/cli/fix.ts';
import type { FixOutcome } from '../../server/src/hosts/cli/fix.ts';
import { defineRule, nameRule } from '../../server/src/rules/rule.ts';
import type { AnyRule } from '../../server/src/rules/rule.ts';
import type { Safety } from '../../server/src/records/report.ts';

const PATH = '/zones/x.zone';

/** Finds a word in a text record, and replaces it by another. */
function replaces(
  word: string,
  by: string,
  options: { severity?: 'error' | 'hint'; safety?: Safety } = {},
): AnyRule {
  const definition = defineRule({
    subject: 'txt',
    severity: options.severity ?? 'hint',
    specs: ['RFC 1035 §3.3.14'],
    why: 'It is a word.',
    messages: { found: 'There it is.' },
    check({ value }, context) {
      const start = value.text.indexOf(word);
      if (start < 0) return;
      const range = { start, end: start + word.length };
      const edits = [{ range, text: by }];
      context.report({
        at: range,
        message: 'found',
        fix: { title: `Write ${by}`, safety: options.safety ?? 'safe', edits },
      });
    },
  });
  return nameRule('txt', word, definition);
}

function load(rules: readonly AnyRule[], texts: Readonly<Record<string, string>>): Workspace {
  const workspace = createWorkspace(
    { include: () => undefined, originOf: () => 'example.com', severityOf: () => undefined },
    rules,
  );
  for (const [path, text] of Object.entries(texts)) workspace.add(path, text, { format: 'zone' });
  return workspace;
}

function fix(
  text: string,
  rules: readonly AnyRule[],
  named: readonly string[] = [],
): FixOutcome & { readonly after: string } {
  const workspace = load(rules, { [PATH]: text });
  const outcome = fixWorkspace(workspace, { safe: true, rules: new Set(named), files: new Set([PATH]) });
  const source = workspace.textOf(PATH);
  return { ...outcome, after: source?.slice(0, source.length) ?? '' };
}

describe('fixing', () => {
  it('repeats until nothing is left, and reports what it did', () => {
    // The two fixes change one character, so the second is applied after the first.
    const { after, fixed, changed } = fix('@ IN TXT "abc"\n', [replaces('ab', 'b'), replaces('bc', 'bd')]);
    assert.equal(after, '@ IN TXT "bd"\n');
    assert.deepEqual(
      fixed.map(({ rule, title }) => `${rule}: ${title}`),
      ['txt-ab: Write b', 'txt-bc: Write bd'],
    );
    assert.deepEqual([...changed], [[PATH, { before: '@ IN TXT "abc"\n', after: '@ IN TXT "bd"\n' }]]);
  });

  it('ends even if two rules disagree', () => {
    const rules = [replaces('one', 'two'), replaces('two', 'one')];
    const { fixed } = fix('@ IN TXT "one"\n', rules, ['txt-one', 'txt-two']);
    assert.equal(fixed.length, MAX_PASSES);
  });

  it('applies no safe fix that exposes another finding', () => {
    const rules = [
      replaces('good', 'worse'),
      replaces('plain', 'simple'),
      replaces('worse', 'worst', { safety: 'review' }),
    ];
    const { after, fixed } = fix('a IN TXT "good"\nb IN TXT "plain"\nc IN TXT "good"\n', rules);
    assert.equal(after, 'a IN TXT "good"\nb IN TXT "simple"\nc IN TXT "good"\n');
    assert.deepEqual(
      fixed.map(({ rule }) => rule),
      ['txt-plain'],
    );
  });

  it('applies no fixes that together have an effect that none of them has', () => {
    const duplicates = defineRule({
      subject: 'owner',
      types: ['TXT'],
      severity: 'hint',
      specs: ['RFC 1035 §3.3.14'],
      why: 'One is enough, and none is too few.',
      messages: { twin: 'It is there twice.', none: 'It is there no more.' },
      check({ records }, context) {
        const kept = records.filter(({ rdata }) => rdata.kind === 'text' && rdata.value.text !== '');
        if (kept.length === 0) context.report({ at: { part: 'record' }, message: 'none' });
        if (kept.length < 2) return;
        for (const record of kept) {
          const edits = [{ kind: 'set-strings' as const, strings: [''], record }];
          context.report({
            at: { part: 'record', record },
            message: 'twin',
            fix: { title: 'Empty it', safety: 'safe', edits },
          });
        }
      },
    });
    const { after } = fix('a IN TXT "x"\na IN TXT "x"\n', [nameRule('txt', 'twins', duplicates)]);
    assert.equal(after.match(/"x"/g)?.length, 1);
  });

  it('does not apply a fix that leaves more errors, even if its rule is named', () => {
    const rules = [
      replaces('good', 'worse', { safety: 'review' }),
      replaces('worse', 'worst', { severity: 'error', safety: 'review' }),
    ];
    const { after, refused } = fix('a IN TXT "good"\n', rules, ['txt-good']);
    assert.equal(after, 'a IN TXT "good"\n');
    assert.deepEqual(refused, ['txt-good']);
  });

  it('applies a fix for review only if its rule is named', () => {
    const rules = [replaces('one', 'two', { safety: 'review' })];
    assert.equal(fix('@ IN TXT "one"\n', rules).after, '@ IN TXT "one"\n');
    assert.equal(fix('@ IN TXT "one"\n', rules, ['txt-one']).after, '@ IN TXT "two"\n');
  });

  it('never mixes fixes that overlap', () => {
    const { after } = fix('@ IN TXT "abc"\n', [replaces('ab', 'x'), replaces('bc', 'y')]);
    assert.ok(['@ IN TXT "xc"\n', '@ IN TXT "ay"\n'].includes(after), after);
  });

  it('changes only files that it may change', () => {
    const workspace = load([replaces('one', 'two')], {
      [PATH]: '@ IN TXT "one"\n',
      '/zones/y.zone': '@ IN TXT "one"\n',
    });
    const { changed } = fixWorkspace(workspace, { safe: true, rules: new Set(), files: new Set([PATH]) });
    assert.deepEqual([...changed.keys()], [PATH]);
  });
});
