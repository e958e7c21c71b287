import { asOf, treeOf } from '../../domain/spf/tree.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `a:` of a name that is only an alias for a host of another organization. */
export default defineRule({
  subject: 'spf',
  needs: ['a'],
  severity: 'hint',
  specs: ['RFC 7208 §5.3', 'RFC 7208 §11.5.1'],
  why: 'All addresses that the other organization gives this name may send as the domain. On a web platform or content delivery network, all its customers share them.',
  messages: {
    elsewhere:
      '"{name}" is a CNAME for "{target}"{when}, so {organization} decides which hosts "{term}" allows.',
  },
  check(spf, context) {
    for (const { term, target } of treeOf(spf, context).terms) {
      if (term.kind !== 'a' || term.qualifier !== '+' || term.inert || target === undefined) continue;
      const answer = context.facts.ask(target, 'CNAME');
      const [alias] = answer.status === 'data' ? answer.data : [];
      if (alias === undefined) continue;
      const organization = registeredDomain(alias);
      if (organization === undefined || organization === (registeredDomain(target) ?? organization)) continue;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message: 'elsewhere',
        data: { name: target, target: alias, term: typed, organization, when: asOf(answer.source) },
      });
    }
  },
});
