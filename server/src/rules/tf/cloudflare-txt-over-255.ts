import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import { defineRule } from '../rule.ts';

/** A TXT value for Cloudflare with a string of more than 255 octets, which its API stores in another form. */
export default defineRule({
  subject: 'txt',
  severity: 'warning',
  specs: ['RFC 1035 §3.3', 'RFC 6376 §3.6.2.2', 'RFC 7208 §3.3'],
  why: 'Cloudflare stores strings of 255 octets, and versions 4 and 5 of its provider compare them with the source text, so every plan shows a change. The dashboard marks a value without quotes as invalid.',
  messages: {
    long: 'A TXT string of {octets} octets exceeds 255, so Cloudflare splits it and every plan shows a change.',
    mayChange:
      'A TXT string of {octets} octets exceeds 255, so Cloudflare splits it and plans may show a change.',
  },
  check({ record, value }, context) {
    const { publication } = record;
    if (publication?.service !== 'Cloudflare' || publication.unsplit === undefined) return;
    // Only version 5 has the newer resource. The older one is also in versions for which this was never reported.
    const isVersion5 = publication.by.includes('cloudflare_dns_record.');
    context.report({
      at: { part: 'rdata' },
      message: isVersion5 ? 'long' : 'mayChange',
      data: { octets: publication.unsplit },
      ...(isVersion5 ? {} : { severity: 'info' }),
      fix: value.complete
        ? {
            title: 'Split the value into quoted strings of 255 octets',
            safety: 'safe',
            edits: [{ kind: 'set-strings', strings: piecesOf(value.text), apart: true }],
          }
        : undefined,
    });
  },
});

/** Splits where Cloudflare splits, because strings that end at other places would be changed again. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += MAX_CHARACTER_STRING) {
    pieces.push(text.slice(at, at + MAX_CHARACTER_STRING));
  }
  return pieces;
}
