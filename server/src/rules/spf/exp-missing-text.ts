import { isVoid } from '../../dns/facts.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { defineRule } from '../rule.ts';

/** The name after `exp=` has no TXT record, or several. */
export default defineRule({
  subject: 'spf',
  needs: ['exp'],
  severity: 'hint',
  specs: ['RFC 7208 §6.2'],
  why: 'Receivers explain a rejection in their own words, as if the record had no "exp=".',
  messages: {
    none: '"{name}" has no TXT record{when}, so "exp=" has no effect.',
    several: '"{name}" has {count} TXT records{when}, so "exp=" has no effect.',
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
