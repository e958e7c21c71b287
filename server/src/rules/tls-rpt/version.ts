import { mend } from '../../email/dmarc/edits.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A text at `_smtp._tls` that does not begin with the version. */
export default defineRule({
  id: 'tls-rpt-version',
  subject: 'tls-rpt',
  needs: ['version-missing', 'version-not-first', 'version-invalid', 'version-form'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 8460 §3'],
  why: 'Senders skip texts that do not begin with "v=TLSRPTv1;", in exactly these letters. No reports come, and failures of TLS stay unseen.',
  messages: {
    missing: 'The record does not begin with "v=TLSRPTv1;", so senders skip it.',
    notFirst: '"v=TLSRPTv1" is not the first tag, so senders skip the record.',
    other: '"v={value}" is not "v=TLSRPTv1", so senders skip the record.',
    form: 'The version has to be written "v=TLSRPTv1", with no blanks and no other letters.',
  },
  check(rpt, context) {
    for (const fault of rpt.faults) {
      const message = MESSAGES[fault.code];
      if (message === undefined) continue;
      const data = { value: quote(fault.data?.['value'] ?? '') };
      context.report({ at: fault.range, message, data, fix: mend(fault, 'Write "v=TLSRPTv1"', 'safe') });
    }
  },
});

const MESSAGES: Readonly<Record<string, 'missing' | 'notFirst' | 'other' | 'form'>> = {
  'version-missing': 'missing',
  'version-not-first': 'notFirst',
  'version-invalid': 'other',
  'version-form': 'form',
};
