import {
  certainlyLacks,
  isPolicyRecord,
  reportAddress,
  dmarcVersionRange,
} from '../../domain/dmarc/subject.ts';
import { appending } from '../../email/dmarc/edits.ts';
import { asksForNothing } from '../../email/dmarc/policies.ts';
import { defineRule } from '../rule.ts';

/** `p=none` without a report address. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'warning',
  specs: ['RFC 9989 §5.1.5', 'RFC 9989 §5.1.3'],
  why: 'The purpose of p=none is to collect reports, which show what sends as the domain and whether it passes. Without rua, receivers send no reports, so you never learn when a stricter policy is safe.',
  messages: {
    idle: '"p=none" stops no mail, and without "rua" receivers send no reports.',
  },
  check(dmarc, context) {
    if (!isPolicyRecord(context) || !asksForNothing(dmarc) || !certainlyLacks(dmarc, context, 'rua')) return;
    const address = reportAddress(context);
    context.report({
      at: dmarcVersionRange(dmarc),
      message: 'idle',
      fix:
        address === undefined
          ? undefined
          : {
              title: `Send reports to ${address.slice('mailto:'.length)}`,
              safety: 'review',
              edits: [appending(dmarc, `rua=${address}`)],
            },
    });
  },
});
