import { isVoid } from '../../dns/facts.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { defineRule } from '../rule.ts';

/** The name behind `exp=` has no text, or several. */
export default defineRule({
  subject: 'spf',
  needs: ['exp'],
  severity: 'hint',
  specs: ['RFC 7208 §6.2'],
  why: 'Receivers then explain a rejection in their own words, as if no text had been given.',
  messages: {
    none: '"{name}" has no TXT record{when}, so nobody sees an explanation.',
    several: '"{name}" has {count} TXT records{when}, so none of them is used as the explanation.',
  },
  check({ exp }, context) {
    const name = exp?.domain?.name;
    if (exp?.domain === undefined || name === undefined || exp.hasHole) return;
    const answer = context.facts.ask(name, 'TXT');
    const when = asOf(answer.source);
    if (isVoid(answer)) context.report({ at: exp.domain.range, message: 'none', data: { name, when } });
    if (answer.status !== 'data' || answer.data.length < 2) return;
    const data = { name, count: answer.data.length, when };
    context.report({ at: exp.domain.range, message: 'several', data });
  },
});
