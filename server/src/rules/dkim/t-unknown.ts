import { removeFlag } from '../../email/dkim/remove-flag.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A flag in `t=` that the standard does not know. */
export default defineRule({
  subject: 'dkim',
  needs: ['t'],
  severity: 'hint',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'The flags are "y" (testing) and "s" (exactly this domain). Receivers skip all others, so this one has no effect, ' +
    'whatever it was meant to say.',
  messages: { unknown: '"{flag}" is not a flag of a DKIM key; receivers skip it.' },
  check(record, context) {
    for (const flag of record.flags) {
      if (flag.hasHole || flag.text === '' || flag.text === 'y' || flag.text === 's') continue;
      const fix = removeFlag(record, flag, 'safe');
      context.report({ at: flag.range, message: 'unknown', data: { flag: quote(flag.text) }, fix });
    }
  },
});
