import { spfDomainOf } from '../../domain/spf/owner.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `include:` or `redirect=` of the record's own domain. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect'],
  severity: 'error',
  specs: ['RFC 7208 §4.6.4', 'RFC 7208 §5.2'],
  why: 'The record asks for itself again and again until the limit of ten lookups ends it with permerror: senders that the terms before it do not match never pass.',
  symptoms: ['550 5.7.24'],
  messages: {
    include: '"{term}" includes the record that it stands in, without end.',
    redirect: '"{term}" leads back to the record that it stands in, without end.',
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
        // Without redirect= the record would have no end.
        fix: term.kind === 'include' ? deleting(spf, term.range, `Delete "${typed}"`, 'safe') : undefined,
      });
    }
  },
});
