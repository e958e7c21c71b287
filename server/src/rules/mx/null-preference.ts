import { isNullMx } from '../../email/mx/exchange.ts';
import { fieldOf } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** `MX 10 .`: a null MX must have preference 0. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'hint',
  specs: ['RFC 7505 §3'],
  why: 'RFC 7505 requires preference 0 for a null MX. Senders that look for exactly "0 ." may not recognize another one.',
  messages: {
    other: 'The null MX has preference {preference} instead of 0.',
  },
  check({ record }, context) {
    const preference = fieldOf(record, 'preference');
    if (preference === undefined || !isNullMx(record) || !/^\d+$/.test(preference.value)) return;
    if (Number(preference.value) === 0) return;
    // mx-null-with-others reports a null MX next to other MX records.
    if (context.recordsAt(record.owner, 'MX').length > 1) return;
    context.report({
      at: { source: preference.range },
      message: 'other',
      data: { preference: preference.value },
      fix: {
        title: 'Use preference 0',
        safety: 'safe',
        edits: [{ kind: 'set-field', field: preference, text: '0' }],
      },
    });
  },
});
