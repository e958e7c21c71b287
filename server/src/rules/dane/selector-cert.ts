import { smtpHostOf, tlsaOf } from '../../email/dane/tlsa.ts';
import { defineRule } from '../rule.ts';

/** A record that is tied to one certificate, and not to its key. */
export default defineRule({
  subject: 'record',
  types: ['TLSA'],
  severity: 'hint',
  specs: ['RFC 7671 §5.1', 'RFC 7672 §3.1.1'],
  why: 'The digest of a whole certificate changes with each renewal, also where the key stays. Until the record is changed too, and the old one is out of the caches, senders hold mail back.',
  symptoms: ['450 4.7.323', '550 5.7.323'],
  messages: {
    certificate:
      'With the selector 0 this record is right until the certificate is renewed; 1 stays right as long as the key.',
  },
  check({ record }, context) {
    const tlsa = smtpHostOf(record.owner) === undefined ? undefined : tlsaOf(record);
    if (tlsa?.usage.value !== 3 || tlsa.selector.value !== 0) return;
    context.report({ at: { source: tlsa.selector.field.range }, message: 'certificate' });
  },
});
