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

/** The name after `include:` has no SPF record, or none that receivers can use. */
export default defineRule({
  subject: 'spf',
  needs: ['include'],
  severity: 'error',
  sameWhere: ['name'],
  specs: ['RFC 7208 §5.2'],
  why: 'Receivers that reach this term stop with permerror. Senders that no earlier term matches do not pass: receivers reply with 550 5.7.24 or ignore SPF for DMARC.',
  symptoms: ['550 5.7.24'],
  messages: {
    none: '"{name}" has no SPF record{when}, so "{term}" results in permerror.',
    several: '"{name}" has more than one SPF record{when}, so "{term}" results in permerror.',
    syntax: 'The SPF record of "{name}" has a syntax error{when}, so "{term}" results in permerror.',
  },
  check(spf, context) {
    for (const { term, tree, target } of treeOf(spf, context).terms) {
      const message = tree === undefined ? undefined : MESSAGES[tree.state];
      if (term.kind !== 'include' || message === undefined || target === undefined) continue;
      // A record in the workspace has its own finding.
      if (message === 'syntax' && tree?.source?.kind === 'workspace') continue;
      // dns-target-registrable reports the worse fault.
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
