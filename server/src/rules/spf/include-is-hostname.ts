import { replacing, replacingInclude } from '../../email/spf/edits.ts';
import { hostToAllowNamed, mailServerNamed } from '../../email/spf/known-hosts.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** `include:` of the name of a mail server, which has no SPF record. */
export default defineRule({
  subject: 'spf',
  needs: ['include'],
  severity: 'warning',
  specs: ['RFC 7208 §5.2'],
  why: 'Including a name without an SPF record results in permerror for every sender that no earlier term matches. None of them passes, and receivers may reply with 550 5.7.24.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    host: '"{name}" is a mail server of {provider} and has no SPF record, unlike "{include}".',
    address: '"{name}" is a host of {provider} and has no SPF record to include.',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if (term.kind !== 'include' || term.domain?.name === undefined) continue;
      const provider = hostToAllowNamed(term.domain.name);
      if (provider !== undefined) {
        const name = quoteTerm(spf, term.domain.range);
        const at = rangeOf(term.nameRange.start, term.domain.range.end);
        const fix = replacing(at, `a:${name}`, 'review');
        context.report({ at: term.domain.range, message: 'address', data: { name, provider }, fix });
      }
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
