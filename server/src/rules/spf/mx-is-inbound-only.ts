import { asOf, treeOf } from '../../domain/spf/tree.ts';
import { deleting, replacing } from '../../email/spf/edits.ts';
import { mailServerNamed } from '../../email/spf/known-hosts.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `mx` of a domain whose MX hosts send no mail. */
export default defineRule({
  subject: 'spf',
  needs: ['mx'],
  severity: 'hint',
  specs: ['RFC 7208 §5.4', 'RFC 7208 §4.6.4'],
  why: 'These hosts only receive mail. Outgoing mail leaves from other hosts, which the include of the provider lists, so the term wastes 1 of the 10 DNS lookups.',
  messages: {
    inbound:
      'The MX hosts of "{name}" only receive mail{when}, and {provider} sends from those in "include:{include}".',
  },
  check(spf, context) {
    for (const { term, target } of treeOf(spf, context).terms) {
      if (term.kind !== 'mx' || term.qualifier !== '+' || target === undefined) continue;
      const answer = context.facts.ask(target, 'MX');
      if (answer.status !== 'data') continue;
      const servers = answer.data.map(({ exchange }) => mailServerNamed(exchange));
      const [server] = servers;
      if (server === undefined || servers.some((other) => other?.provider !== server.provider)) continue;
      const typed = quoteTerm(spf, term.range);
      const isIncluded = spf.terms.some(
        (other) => other.kind === 'include' && other.domain?.name === server.include,
      );
      context.report({
        at: term.range,
        message: 'inbound',
        data: {
          name: target,
          provider: server.provider,
          include: server.include,
          when: asOf(answer.source),
        },
        fix: isIncluded
          ? deleting(spf, term.range, `Delete "${typed}"`, 'review')
          : replacing(term.range, `include:${server.include}`, 'review'),
      });
    }
  },
});
