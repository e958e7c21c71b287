import { withoutQuotes } from '../../domain/publication/without-quotes.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A value for Cloud DNS without quotes of its own. For other services, see tf-txt-unquoted. */
export default defineRule({
  subject: 'txt',
  needs: ['unquoted'],
  severity: 'error',
  specs: ['RFC 7208 §3.3', 'RFC 1035 §5.1'],
  why: 'Cloud DNS makes each word a string, and receivers join strings without spaces, so the value is no longer an SPF record. The stored value differs from the source text, so every Terraform plan shows a change.',
  symptoms: ['550 5.7.26'],
  messages: {
    split: 'Cloud DNS splits a value without quotes at its spaces, so receivers read "{joined}".',
  },
  check(subject, context) {
    if (subject.record.publication?.service !== 'Cloud DNS') return;
    const found = withoutQuotes(subject);
    if (found === undefined) return;
    context.report({
      at: { part: 'rdata' },
      message: 'split',
      data: { joined: quote(found.joined) },
      // Semicolons alone separate tags, so DKIM and DMARC records survive.
      severity: found.kind === 'SPF' ? 'error' : 'info',
      fix: found.fix,
    });
  },
});
