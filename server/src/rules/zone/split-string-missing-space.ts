import { jointPlace } from '../../records/joints.ts';
import { hasUnquoted } from '../../records/words.ts';
import { quote } from '../../text/quote.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** Two terms run together where two strings meet. zone-unquoted-txt-spaces reports words without quotes. */
export default defineRule({
  subject: 'spf',
  needs: ['terms-glued-at-joint'],
  severity: 'error',
  specs: ['RFC 7208 §3.3'],
  why: 'Receivers join the strings with nothing between them, so two terms become an invalid one and SPF gives permerror. Receivers reply with 550 5.7.24, or DMARC can pass on DKIM only.',
  symptoms: ['550 5.7.24'],
  messages: {
    glued: 'Strings are joined without a space, so receivers read "{joined}".',
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
          // When its version is fixed, a record that receivers ignored takes effect.
          safety: at === spf.version.range.end ? 'review' : 'safe',
          edits: [{ range: rangeOf(at, at), text: ' ' }],
        },
      });
    }
  },
});

/** The run of characters without a space around the offset, as receivers read it. */
function wordAt(text: string, at: number): string {
  return (/(?<!\S)\S*$/.exec(text.slice(0, at))?.[0] ?? '') + (/^\S*/.exec(text.slice(at))?.[0] ?? '');
}
