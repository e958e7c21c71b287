import { mailDomain } from '../../domain/mail-domain.ts';
import { treeOf } from '../../domain/spf/tree.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `a` or `mx` of a name in the workspace that has no address or no MX record there. */
export default defineRule({
  subject: 'spf',
  needs: ['a', 'mx'],
  severity: 'warning',
  specs: ['RFC 7208 §5.3', 'RFC 7208 §5.4', 'RFC 7208 §4.6.4'],
  why: 'The term never matches and uses a DNS lookup. At the third void lookup (one that finds no records), most receivers stop with permerror, and may reply with 550 5.7.24.',
  symptoms: ['550 5.7.24'],
  messages: {
    a: '"{name}" has no address (A or AAAA) in its zone, so "{term}" never matches.',
    mx: '"{name}" has no MX record in its zone, so "{term}" never matches.',
  },
  check(spf, context) {
    for (const { term, target, isVoid, source } of treeOf(spf, context).terms) {
      if (!isVoid || target === undefined || (term.kind !== 'a' && term.kind !== 'mx')) continue;
      if (source?.kind !== 'workspace') continue;
      // spf-mx-with-null-mx reports that case.
      if (term.kind === 'mx' && mailDomain(target, context).isNullMx) continue;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message: term.kind,
        data: { name: target, term: typed },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'review'),
      });
    }
  },
});
