import { exchangesOf } from '../../email/mx/by-preference.ts';
import { defineRule } from '../rule.ts';

/** A domain has Google's 5 older MX hosts instead of the single new one. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 5,
  severity: 'hint',
  offByDefault: true,
  specs: ['RFC 5321 §5.1'],
  why: 'The 5 hosts work and will keep working. Since 2023, Google asks new customers for one record, "1 smtp.google.com", which is harder to mistype.',
  messages: {
    old: 'Google now uses "1 smtp.google.com" instead of these 5 MX records, which still work.',
  },
  check(owner, context) {
    const exchanges = exchangesOf(owner);
    const [first] = exchanges;
    if (first === undefined || exchanges.length !== owner.ofType('MX').length) return;
    if (exchanges.some(({ platform }) => platform?.name !== 'Google Workspace')) return;
    context.report({ at: { source: first.field.range, record: first.record }, message: 'old' });
  },
});
