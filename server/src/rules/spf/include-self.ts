import { spfDomainOf } from '../../domain/spf/owner.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `include:` or `redirect=` with the domain of its own record. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect'],
  severity: 'error',
  specs: ['RFC 7208 §4.6.4', 'RFC 7208 §5.2'],
  why: 'The record evaluates itself again and again until the limit of 10 DNS lookups ends the check with permerror. Senders that no earlier term matches never pass.',
  symptoms: ['550 5.7.24'],
  messages: {
    include: '"{term}" includes its own record.',
    redirect: '"{term}" redirects to its own record.',
  },
  check(spf, context) {
    const owner = spfDomainOf(context);
    if (owner === undefined) return;
    for (const term of [...spf.directives, ...(spf.redirect === undefined ? [] : [spf.redirect])]) {
      if (term.kind !== 'include' && term.kind !== 'redirect') continue;
      if (term.domain?.name !== owner) continue;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message: term.kind,
        data: { term: typed },
        // Without redirect= the record would have neither "all" nor "redirect=".
        fix: term.kind === 'include' ? deleting(spf, term.range, `Delete "${typed}"`, 'safe') : undefined,
      });
    }
  },
});
