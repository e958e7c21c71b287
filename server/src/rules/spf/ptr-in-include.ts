import { asOf, treeOf } from '../../domain/spf/tree.ts';
import type { LookupTree } from '../../email/spf/lookup-tree.ts';
import { defineRule } from '../rule.ts';

/** A record that is included has `ptr`. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect'],
  severity: 'hint',
  specs: ['RFC 7208 §5.5'],
  why: 'Some receivers skip ptr and others give up, so what it should allow does not pass everywhere. Only the owner of the included record can change it.',
  messages: {
    ptr: 'The SPF record of "{name}", which this term includes, has "ptr"{when}: receivers skip it or fail on it.',
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

/** The first record on the way that has it. One of the workspace has spf-ptr-mechanism itself. */
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
