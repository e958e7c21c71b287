import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** `!10m` after a report address. */
export default defineRule({
  subject: 'dmarc',
  needs: ['rua', 'ruf'],
  severity: 'hint',
  specs: ['RFC 9989 §4.8', 'RFC 9989 §C.4', 'RFC 7489 §6.4'],
  why: 'Receivers that follow RFC 9989 ignore the limit. Those that follow RFC 7489 do not send a larger report.',
  messages: {
    removed: 'RFC 9989 removed the size limit "{size}", so receivers that follow it ignore the limit.',
  },
  check(dmarc, context) {
    const faults = new Set(dmarc.faults.map(({ code, range }) => `${code} ${range.start}`));
    for (const { size } of [...dmarc.rua, ...dmarc.ruf]) {
      if (size === undefined || faults.has(`uri-size-invalid ${size.range.start}`)) continue;
      context.report({
        at: size.range,
        message: 'removed',
        data: { size: quote(size.text) },
        fix: { title: 'Delete the size limit', safety: 'review', edits: [{ range: size.range, text: '' }] },
      });
    }
  },
});
