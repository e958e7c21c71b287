import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** `!10m` behind a report address. */
export default defineRule({
  subject: 'dmarc',
  needs: ['rua', 'ruf'],
  severity: 'hint',
  specs: ['RFC 9989 §4.8', 'RFC 9989 §C.4', 'RFC 7489 §6.4'],
  why: 'RFC 9989 removed the limit: receivers that follow it ignore it. Those that follow RFC 7489 do not send a report that is larger.',
  messages: {
    removed: 'RFC 9989 removed the size limit "{size}": its receivers ignore it.',
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
