import { removal } from '../../email/dmarc/edits.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** Text that is no tag. */
export default defineRule({
  id: 'dmarc-trailing-garbage',
  subject: 'dmarc',
  needs: ['stray'],
  severity: 'warning',
  since: '0.1.0',
  specs: ['RFC 9989 §4.8', 'RFC 6376 §3.2'],
  why: 'A DMARC record is tags of the form name=value and nothing else. Some receivers skip other text, some drop the whole record for it.',
  messages: {
    stray: '"{text}" is not a tag of the form name=value. Some receivers drop the whole record for it.',
  },
  check(dmarc, context) {
    for (const fault of dmarc.faults) {
      if (fault.code !== 'stray') continue;
      context.report({
        at: fault.range,
        message: 'stray',
        data: { text: quote(fault.data?.['text'] ?? '') },
        fix: { title: 'Delete it', safety: 'safe', edits: [removal(dmarc, fault.range)] },
      });
    }
  },
});
