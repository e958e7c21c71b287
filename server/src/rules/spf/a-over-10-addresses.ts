import { asOf, treeOf } from '../../domain/spf/tree.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** More addresses than the sending hosts of a domain usually have. */
const MANY = 10;

/** `a` of a name with more than 10 addresses. */
export default defineRule({
  subject: 'spf',
  needs: ['a'],
  severity: 'hint',
  specs: ['RFC 7208 §5.3', 'RFC 9989 §7.1'],
  why: 'A name with so many addresses usually belongs to a web platform. All of its machines, and possibly its other customers through them, may send as the domain.',
  messages: {
    many: '"{name}" has {count} addresses{when}, and "{term}" allows all of them to send.',
  },
  check(spf, context) {
    for (const { term, target } of treeOf(spf, context).terms) {
      if (term.kind !== 'a' || term.qualifier !== '+' || term.inert || target === undefined) continue;
      const answers = [context.facts.ask(target, 'A'), context.facts.ask(target, 'AAAA')];
      const counts = answers.map((answer) => (answer.status === 'data' ? answer.data.length : 0));
      const count = counts.reduce((sum, one) => sum + one, 0);
      if (count <= MANY) continue;
      const when = asOf(answers[counts.indexOf(Math.max(...counts))]?.source);
      const typed = quoteTerm(spf, term.range);
      context.report({ at: term.range, message: 'many', data: { name: target, count, term: typed, when } });
    }
  },
});
