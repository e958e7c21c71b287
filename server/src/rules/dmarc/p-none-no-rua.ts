import {
  certainlyLacks,
  isPolicyRecord,
  reportAddress,
  dmarcVersionRange,
} from '../../domain/dmarc/subject.ts';
import { appending } from '../../email/dmarc/edits.ts';
import { asksForNothing } from '../../email/dmarc/policies.ts';
import { defineRule } from '../rule.ts';

/** `p=none` and nobody to read reports. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'warning',
  specs: ['RFC 9989 §5.1.5', 'RFC 9989 §5.1.3'],
  why: 'A record with p=none is there to get reports, which show who sends as the domain and whether it passes. Without rua nobody may send any, so the domain never gets further.',
  messages: {
    idle: 'The record asks for nothing: "p=none" stops no mail, and without "rua" no reports come.',
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
