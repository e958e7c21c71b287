import { isSpf } from '../../email/spf/parse.ts';
import { hasUnquoted, spaced } from '../../records/words.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** SPF without quotes: every word is a separate string. */
export default defineRule({
  subject: 'txt',
  needs: ['unquoted'],
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 7208 §3.3'],
  why: 'Receivers join the strings of a TXT record with nothing between them, so the words run together and the value is no longer SPF. Name servers do not warn about it.',
  symptoms: ['550 5.7.26', '550 5.7.24'],
  messages: {
    joined: 'Without quotes, every word is a separate string, so receivers read "{joined}".',
  },
  check({ record, rdata, value }, context) {
    // Other rules check values that a service reads.
    if (record.publication !== undefined) return;
    if (rdata.strings.length < 2 || !hasUnquoted(rdata)) return;
    const meant = spaced(rdata);
    // zone-smart-quotes reports marks that were meant as quotes.
    if (meant === value.text || /^[ \t]*["'`]/.test(meant) || !isSpf(meant)) return;
    context.report({
      at: { part: 'rdata' },
      message: 'joined',
      data: { joined: quote(value.text) },
      fix: {
        title: 'Put the whole value in quotes',
        safety: 'review',
        edits: [{ kind: 'set-strings', strings: [meant] }],
      },
    });
  },
});
