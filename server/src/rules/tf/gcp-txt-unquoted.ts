import { withoutQuotes } from '../../domain/publication/without-quotes.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A text for Cloud DNS without quotation marks of its own. Other services: tf-txt-unquoted. */
export default defineRule({
  subject: 'txt',
  needs: ['unquoted'],
  severity: 'error',
  specs: ['RFC 7208 §3.3', 'RFC 1035 §5.1'],
  why: 'Cloud DNS makes a string of every word, and receivers join strings with nothing between them: SPF is then no SPF any more. What is stored is not what was written, so every plan of Terraform shows a change.',
  symptoms: ['550 5.7.26'],
  messages: {
    split: 'Cloud DNS splits a text without quotation marks at its blanks: receivers read "{joined}".',
  },
  check(subject, context) {
    if (subject.record.publication?.service !== 'Cloud DNS') return;
    const found = withoutQuotes(subject);
    if (found === undefined) return;
    context.report({
      at: { part: 'rdata' },
      message: 'split',
      data: { joined: quote(found.joined) },
      // Tags are told apart by their semicolons alone.
      severity: found.kind === 'SPF' ? 'error' : 'info',
      fix: found.fix,
    });
  },
});
