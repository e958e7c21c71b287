import { jointPlace } from '../../records/joints.ts';
import { hasUnquoted } from '../../records/words.ts';
import { quote } from '../../text/quote.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** Two terms that run together where two strings meet. Words without quotes are zone-unquoted-txt-spaces'. */
export default defineRule({
  subject: 'spf',
  needs: ['terms-glued-at-joint'],
  severity: 'error',
  specs: ['RFC 7208 §3.3'],
  why: 'Receivers join the strings of a record with nothing between them, so two terms become one that does not exist: SPF gives permerror, and receivers answer 550 5.7.24 or drop the SPF leg of DMARC.',
  symptoms: ['550 5.7.24'],
  messages: {
    glued: 'Strings are joined without a space: receivers read "{joined}".',
  },
  check(spf, context) {
    const rdata = context.record?.rdata;
    if (rdata?.kind !== 'text' || hasUnquoted(rdata)) return;
    for (const fault of spf.faults) {
      if (fault.code !== 'terms-glued-at-joint') continue;
      const at = fault.after.start;
      const place = jointPlace(rdata, at);
      if (place === undefined) continue;
      const { text } = spf.value;
      context.report({
        at: { source: place },
        message: 'glued',
        data: { joined: quote(wordAt(text, at)) },
        fix: {
          title: 'Insert a space',
          // With its version fixed, a record that was passed over begins to act.
          safety: at === spf.version.range.end ? 'review' : 'safe',
          edits: [{ range: rangeOf(at, at), text: ' ' }],
        },
      });
    }
  },
});

/** The run of characters without a space that the offset is in: what receivers read there. */
function wordAt(text: string, at: number): string {
  return (/(?<!\S)\S*$/.exec(text.slice(0, at))?.[0] ?? '') + (/^\S*/.exec(text.slice(at))?.[0] ?? '');
}
