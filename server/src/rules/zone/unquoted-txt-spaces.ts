import { isSpf } from '../../email/spf/parse.ts';
import { hasUnquoted, spaced } from '../../records/words.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** SPF without quotes: every word is a string of its own. */
export default defineRule({
  subject: 'txt',
  needs: ['unquoted'],
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 7208 §3.3'],
  why: 'Receivers join the strings of a TXT record with nothing between them, so the words run together and the text is not SPF any more. No name server warns of it.',
  symptoms: ['550 5.7.26', '550 5.7.24'],
  messages: {
    joined: 'Without quotes every word is a string of its own, and receivers read "{joined}".',
  },
  check({ record, rdata, value }, context) {
    // Where a service reads the value, rules of that speak.
    if (record.publication !== undefined) return;
    if (rdata.strings.length < 2 || !hasUnquoted(rdata)) return;
    const meant = spaced(rdata);
    // Marks that were meant as quotes have a rule of their own.
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
