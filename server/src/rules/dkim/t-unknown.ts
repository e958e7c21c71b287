import { removeFlag } from '../../email/dkim/remove-flag.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** `t=` has a flag that the standard does not define. */
export default defineRule({
  subject: 'dkim',
  needs: ['t'],
  severity: 'hint',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'The defined flags are "y" (testing) and "s" (exactly this domain). Receivers ignore all others, so this one has no ' +
    'effect, whatever it was meant to do.',
  messages: { unknown: '"{flag}" is not a DKIM flag, so receivers ignore it.' },
  check(record, context) {
    for (const flag of record.flags) {
      if (flag.hasHole || flag.text === '' || flag.text === 'y' || flag.text === 's') continue;
      const fix = removeFlag(record, flag, 'safe');
      context.report({ at: flag.range, message: 'unknown', data: { flag: quote(flag.text) }, fix });
    }
  },
});
