import { withoutQuotes } from '../../domain/publication/without-quotes.ts';
import { defineRule } from '../rule.ts';

/** A text without the quotation marks that the service looks for. Cloud DNS: tf-gcp-txt-unquoted. */
export default defineRule({
  subject: 'txt',
  needs: ['unquoted'],
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 7208 §3.3'],
  why: 'The value is read as in a zone file, where a text stands in quotation marks. Without them it is refused, or its words become strings of their own, which receivers join with nothing between them.',
  symptoms: ['550 5.7.26'],
  messages: {
    missing:
      'At {service} this text needs quotation marks of its own: it is refused, or its words run together.',
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
