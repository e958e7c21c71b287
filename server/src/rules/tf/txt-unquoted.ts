import { withoutQuotes } from '../../domain/publication/without-quotes.ts';
import { defineRule } from '../rule.ts';

/** A value without the quotes that the service requires. For Cloud DNS, see tf-gcp-txt-unquoted. */
export default defineRule({
  subject: 'txt',
  needs: ['unquoted'],
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 7208 §3.3'],
  why: 'The service reads the value as in a zone file, where text is in quotes. Without quotes, it rejects the value or makes each word a string, and receivers join strings without spaces.',
  symptoms: ['550 5.7.26'],
  messages: {
    missing: 'This value needs quotes of its own for {service}.',
  },
  check(subject, context) {
    const service = subject.record.publication?.service;
    if (service === undefined || service === 'Cloud DNS') return;
    const found = withoutQuotes(subject);
    if (found === undefined) return;
    context.report({
      at: { part: 'rdata' },
      message: 'missing',
      data: { service },
      severity: found.kind === 'SPF' ? 'error' : 'warning',
      fix: found.fix,
    });
  },
});
