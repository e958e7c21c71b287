import { replacingInclude } from '../../email/spf/edits.ts';
import { mailServerNamed } from '../../email/spf/known-hosts.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** `include:` of a mail server's name, which has no SPF record. */
export default defineRule({
  subject: 'spf',
  needs: ['include'],
  severity: 'warning',
  specs: ['RFC 7208 §5.2'],
  why: 'An include of a name without an SPF record makes the whole record permerror: no sender passes, and receivers answer 550 5.7.24.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    host: '"{name}" is a mail server of {provider}, not a domain with an SPF record: {provider} publishes "{include}".',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if (term.kind !== 'include' || term.domain?.name === undefined) continue;
      const server = mailServerNamed(term.domain.name);
      if (server === undefined) continue;
      context.report({
        at: term.domain.range,
        message: 'host',
        data: { name: quoteTerm(spf, term.domain.range), provider: server.provider, include: server.include },
        fix: replacingInclude(spf, term, server.include),
      });
    }
  },
});
