import { replacingInclude } from '../../email/spf/edits.ts';
import { goneIncludeNamed } from '../../email/spf/known-hosts.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** `include:` of a name that its provider retired or never had. */
export default defineRule({
  subject: 'spf',
  needs: ['include'],
  severity: 'warning',
  specs: ['RFC 7208 §5.2', 'RFC 7208 §4.6.4'],
  why: 'A name without an SPF record results in permerror for every sender that no earlier term matches. A retired name lists no senders, so the real ones are missing.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    retired: '{provider} retired "{name}" in {date}.',
    absent: '"{name}" has no SPF record (checked {date}) and is not the name that {provider} publishes.',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if (term.kind !== 'include' || term.domain?.name === undefined) continue;
      const gone = goneIncludeNamed(term.domain.name);
      if (gone === undefined) continue;
      context.report({
        at: term.domain.range,
        message: gone.state,
        data: { name: quoteTerm(spf, term.domain.range), provider: gone.provider, date: gone.date },
        fix: gone.replacement === undefined ? undefined : replacingInclude(spf, term, gone.replacement),
      });
    }
  },
});
