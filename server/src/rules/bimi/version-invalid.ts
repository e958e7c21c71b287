import { mend } from '../../email/dmarc/edits.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A BIMI record whose version is not first, or not the one. */
export default defineRule({
  id: 'bimi-version-invalid',
  subject: 'bimi',
  needs: ['version-missing', 'version-not-first', 'version-invalid', 'version-form'],
  severity: 'error',
  since: '0.1.0',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers ignore a record whose first tag is not exactly "v=BIMI1", and show no logo.',
  messages: {
    missing: 'The record does not begin with "v=BIMI1", so receivers ignore it.',
    notFirst: '"v=BIMI1" is not the first tag, so receivers ignore the record.',
    other: '"v={value}" is not "v=BIMI1", so receivers ignore the record.',
    form: 'The version has to be written "v=BIMI1", in these letters.',
  },
  check(bimi, context) {
    for (const fault of bimi.faults) {
      const message = MESSAGES[fault.code];
      if (message === undefined) continue;
      const data = { value: quote(fault.data?.['value'] ?? '') };
      context.report({ at: fault.range, message, data, fix: mend(fault, 'Write "v=BIMI1"', 'safe') });
    }
  },
});

const MESSAGES: Readonly<Record<string, 'missing' | 'notFirst' | 'other' | 'form'>> = {
  'version-missing': 'missing',
  'version-not-first': 'notFirst',
  'version-invalid': 'other',
  'version-form': 'form',
};
