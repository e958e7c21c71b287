import { mend } from '../../email/dmarc/edits.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A text at `_mta-sts` that does not begin with the version. */
export default defineRule({
  id: 'mta-sts-version',
  subject: 'mta-sts',
  needs: ['version-missing', 'version-not-first', 'version-invalid', 'version-form'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 8461 §3.1'],
  why: 'Senders skip texts that do not begin with "v=STSv1;", in exactly these letters. The domain then has no MTA-STS, and mail to it can be read or turned aside on its way by who strips TLS.',
  messages: {
    missing: 'The record does not begin with "v=STSv1;", so senders skip it.',
    notFirst: '"v=STSv1" is not the first tag, so senders skip the record.',
    other: '"v={value}" is not "v=STSv1", so senders skip the record.',
    form: 'The version has to be written "v=STSv1", with no blanks and no other letters.',
  },
  check(sts, context) {
    for (const fault of sts.faults) {
      const message = MESSAGES[fault.code];
      if (message === undefined) continue;
      const data = { value: quote(fault.data?.['value'] ?? '') };
      // A policy that begins to act may keep mail out.
      context.report({ at: fault.range, message, data, fix: mend(fault, 'Write "v=STSv1"', 'review') });
    }
  },
});

const MESSAGES: Readonly<Record<string, 'missing' | 'notFirst' | 'other' | 'form'>> = {
  'version-missing': 'missing',
  'version-not-first': 'notFirst',
  'version-invalid': 'other',
  'version-form': 'form',
};
