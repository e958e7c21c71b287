import { asOf, treeOf } from '../../domain/spf/tree.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `a` or `mx` of a name outside the workspace that has no address or no MX record. */
export default defineRule({
  subject: 'spf',
  needs: ['a', 'mx'],
  severity: 'warning',
  specs: ['RFC 7208 §4.6.4', 'RFC 7208 §5.3', 'RFC 7208 §5.4'],
  why: 'The term never matches and uses a DNS lookup. At the third void lookup (one that finds no records), most receivers stop with permerror, and may reply with 550 5.7.24.',
  symptoms: ['550 5.7.24'],
  messages: {
    a: '"{name}" has no address (A or AAAA){when}, so "{term}" never matches.',
    mx: '"{name}" has no MX record{when}, so "{term}" never matches.',
  },
  check(spf, context) {
    for (const { term, target, isVoid, source } of treeOf(spf, context).terms) {
      if (!isVoid || target === undefined || (term.kind !== 'a' && term.kind !== 'mx')) continue;
      // spf-a-or-mx-no-data reports names in the workspace.
      if (source?.kind === 'workspace') continue;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message: term.kind,
        data: { name: target, term: typed, when: asOf(source) },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'review'),
      });
    }
  },
});
