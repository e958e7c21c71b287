import { asOf, treeOf } from '../../domain/spf/tree.ts';
import type { LookupTree } from '../../email/spf/lookup-tree.ts';
import { defineRule } from '../rule.ts';

/** An included record that uses `ptr`. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect'],
  severity: 'hint',
  specs: ['RFC 7208 §5.5'],
  why: 'Some receivers skip "ptr" and others fail on it, so the hosts that it should allow do not pass everywhere. Only the owner of the included record can change it.',
  messages: {
    ptr: 'The included SPF record of "{name}" uses "ptr"{when}, which some receivers skip or fail on.',
  },
  check(spf, context) {
    for (const { term, tree } of treeOf(spf, context).terms) {
      const found = tree === undefined ? undefined : recordWithPtr(tree, new Set());
      if (found?.domain === undefined) continue;
      const data = { name: found.domain, when: asOf(found.source) };
      context.report({ at: term.range, message: 'ptr', data });
    }
  },
});

/** The first record on the way that uses `ptr`. For records in the workspace, spf-ptr-mechanism reports it. */
function recordWithPtr(tree: LookupTree, seen: Set<LookupTree>): LookupTree | undefined {
  if (seen.has(tree)) return undefined;
  seen.add(tree);
  const { record, source, terms } = tree;
  const isOwn = source === undefined || source.kind === 'workspace';
  if (!isOwn && record?.directives.some(({ kind }) => kind === 'ptr') === true) return tree;
  for (const { tree: below } of terms) {
    const found = below === undefined ? undefined : recordWithPtr(below, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}
