import { smtpHostOf, tlsaOf } from '../../email/dane/tlsa.ts';
import { defineRule } from '../rule.ts';

/** One TLSA record, so that there is none for the key that comes next. */
export default defineRule({
  subject: 'owner',
  types: ['TLSA'],
  severity: 'hint',
  specs: ['RFC 7671 §8.1', 'RFC 7672 §3.1.1'],
  why: 'Senders keep the record until its TTL is over. When the server has a new key and only the old one was published, they hold mail back so long.',
  symptoms: ['450 4.7.323', '550 5.7.323'],
  messages: {
    one: 'This is the only TLSA record of the host: publish the next key before the server changes to it.',
  },
  check(owner, context) {
    const [only, ...more] = owner.ofType('TLSA');
    if (only === undefined || more.length > 0 || smtpHostOf(owner.name) === undefined) return;
    // An authority's key changes seldom.
    if (tlsaOf(only)?.usage.value !== 3) return;
    context.report({ at: { part: 'rdata', record: only }, message: 'one' });
  },
});
