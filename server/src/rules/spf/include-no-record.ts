import { asOf, treeOf } from '../../domain/spf/tree.ts';
import { unregisteredDomainOf } from '../../domain/unregistered.ts';
import { deleting } from '../../email/spf/edits.ts';
import type { LookupState } from '../../email/spf/lookup-tree.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

const MESSAGES: Partial<Record<LookupState, 'none' | 'several' | 'syntax'>> = {
  none: 'none',
  several: 'several',
  syntax: 'syntax',
};

/** The name behind `include:` has no SPF record, or none that receivers can use. */
export default defineRule({
  subject: 'spf',
  needs: ['include'],
  severity: 'error',
  sameWhere: ['name'],
  specs: ['RFC 7208 §5.2'],
  why: 'A receiver that gets to this term stops with permerror: no sender that is not matched before passes, and receivers answer 550 5.7.24 or drop the SPF leg of DMARC.',
  symptoms: ['550 5.7.24'],
  messages: {
    none: '"{name}" has no SPF record{when}, so "{term}" ends the check with permerror.',
    several: '"{name}" has more than one SPF record{when}, so "{term}" ends the check with permerror.',
    syntax: 'The SPF record of "{name}" has a syntax error{when}, so "{term}" ends the check with permerror.',
  },
  check(spf, context) {
    for (const { term, tree, target } of treeOf(spf, context).terms) {
      const message = tree === undefined ? undefined : MESSAGES[tree.state];
      if (term.kind !== 'include' || message === undefined || target === undefined) continue;
      // A record of the workspace has that finding itself.
      if (message === 'syntax' && tree?.source?.kind === 'workspace') continue;
      // dns-target-registrable reports what is worse.
      if (message === 'none' && unregisteredDomainOf(target, 'TXT', context) !== undefined) continue;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message,
        data: { name: target, term: typed, when: asOf(tree?.source) },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'review'),
      });
    }
  },
});
