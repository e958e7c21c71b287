import { exchangesOf } from '../../email/mx/by-preference.ts';
import { defineRule } from '../rule.ts';

/** Google's five old hosts in place of its one new one. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 5,
  severity: 'hint',
  offByDefault: true,
  specs: ['RFC 5321 §5.1'],
  why: 'The five hosts work, and will go on working. Since 2023 Google asks new customers for one record, "1 smtp.google.com", which leaves less to copy wrongly.',
  messages: {
    old: 'Google has "1 smtp.google.com" in place of these five MX records now; the five still work.',
  },
  check(owner, context) {
    const exchanges = exchangesOf(owner);
    const [first] = exchanges;
    if (first === undefined || exchanges.length !== owner.ofType('MX').length) return;
    if (exchanges.some(({ platform }) => platform?.name !== 'Google Workspace')) return;
    context.report({ at: { source: first.field.range, record: first.record }, message: 'old' });
  },
});
