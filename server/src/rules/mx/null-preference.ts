import { isNullMx } from '../../email/mx/exchange.ts';
import { fieldOf } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** `MX 10 .`: a null MX has the preference 0. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'hint',
  specs: ['RFC 7505 §3'],
  why: 'RFC 7505 gives the null MX the preference 0. Senders that compare it with the text of the standard may not know another one.',
  messages: {
    other: 'A null MX has the preference 0, not {preference}.',
  },
  check({ record }, context) {
    const preference = fieldOf(record, 'preference');
    if (preference === undefined || !isNullMx(record) || !/^\d+$/.test(preference.value)) return;
    if (Number(preference.value) === 0) return;
    // Among others it is a fault of its own: mx-null-with-others.
    if (context.recordsAt(record.owner, 'MX').length > 1) return;
    context.report({
      at: { source: preference.range },
      message: 'other',
      data: { preference: preference.value },
      fix: {
        title: 'Use the preference 0',
        safety: 'safe',
        edits: [{ kind: 'set-field', field: preference, text: '0' }],
      },
    });
  },
});
