import { smtpHostOf, tlsaOf } from '../../email/dane/tlsa.ts';
import { defineRule } from '../rule.ts';

/** A TLSA record has a certificate usage that is undefined between mail servers. */
export default defineRule({
  subject: 'record',
  types: ['TLSA'],
  severity: 'warning',
  specs: ['RFC 7672 §3.1.3', 'RFC 7671 §5'],
  why: 'Mail servers share no list of certificate authorities, so RFC 7672 leaves undefined what senders do with the usages 0 and 1. Many ignore the record, and DANE does not protect the mail.',
  messages: {
    pkix: 'Mail servers need not support certificate usage {usage} (use 3 or 2 for SMTP).',
  },
  check({ record }, context) {
    const tlsa = smtpHostOf(record.owner) === undefined ? undefined : tlsaOf(record);
    if (tlsa === undefined || tlsa.usage.value > 1) return;
    const { field, value } = tlsa.usage;
    const meant = value === 0 ? '2' : '3';
    context.report({
      at: { source: field.range },
      message: 'pkix',
      data: { usage: value },
      fix: {
        title: `Use ${meant}, which compares the same data`,
        safety: 'review',
        edits: [{ kind: 'set-field', field, text: meant }],
      },
    });
  },
});
