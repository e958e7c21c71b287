import { smtpHostOf, tlsaOf } from '../../email/dane/tlsa.ts';
import { defineRule } from '../rule.ts';

/** A TLSA record is tied to one certificate instead of its key. */
export default defineRule({
  subject: 'record',
  types: ['TLSA'],
  severity: 'hint',
  specs: ['RFC 7671 §5.1', 'RFC 7672 §3.1.1'],
  why: 'The digest of a whole certificate changes with every renewal, even if the key stays the same. Senders delay mail until the record is updated and the old one has expired from caches.',
  symptoms: ['450 4.7.323', '550 5.7.323'],
  messages: {
    certificate: 'With selector 0, this record matches only until the certificate is renewed.',
  },
  check({ record }, context) {
    const tlsa = smtpHostOf(record.owner) === undefined ? undefined : tlsaOf(record);
    if (tlsa?.usage.value !== 3 || tlsa.selector.value !== 0) return;
    context.report({ at: { source: tlsa.selector.field.range }, message: 'certificate' });
  },
});
