import { smtpHostOf, tlsaOf } from '../../email/dane/tlsa.ts';
import { defineRule } from '../rule.ts';

/** A host has one TLSA record, and therefore none for its next key. */
export default defineRule({
  subject: 'owner',
  types: ['TLSA'],
  severity: 'hint',
  specs: ['RFC 7671 §8.1', 'RFC 7672 §3.1.1'],
  why: 'Senders cache the record until its TTL expires. If the server changes to a new key when only the old one is published, they delay mail until then.',
  symptoms: ['450 4.7.323', '550 5.7.323'],
  messages: {
    one: 'This is the only TLSA record of the host, so the next key is not published yet.',
  },
  check(owner, context) {
    const [only, ...more] = owner.ofType('TLSA');
    if (only === undefined || more.length > 0 || smtpHostOf(owner.name) === undefined) return;
    // The key of an authority rarely changes.
    if (tlsaOf(only)?.usage.value !== 3) return;
    context.report({ at: { part: 'rdata', record: only }, message: 'one' });
  },
});
