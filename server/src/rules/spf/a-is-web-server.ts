import { asOf, treeOf } from '../../domain/spf/tree.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { webHostAt } from '../../senders/services/web-hosts.ts';
import { defineRule } from '../rule.ts';

/** `a` of a name whose addresses all belong to a web hosting service. */
export default defineRule({
  subject: 'spf',
  needs: ['a'],
  severity: 'hint',
  specs: ['RFC 7208 §5.3', 'RFC 7208 §4.6.4'],
  why: 'The service sends no mail from these addresses, so the term matches no sender of the domain and uses 1 of the 10 DNS lookups.',
  messages: {
    web: '"{name}" resolves to {service}{when}, which sends no mail from there, so "{term}" wastes a lookup.',
  },
  check(spf, context) {
    for (const { term, target } of treeOf(spf, context).terms) {
      if (term.kind !== 'a' || target === undefined) continue;
      const answer = context.facts.ask(target, 'A');
      if (answer.status !== 'data') continue;
      const services = new Set(answer.data.map(webHostAt));
      const [service] = services;
      if (services.size > 1 || service === undefined) continue;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message: 'web',
        data: { name: target, service, term: typed, when: asOf(answer.source) },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'review'),
      });
    }
  },
});
