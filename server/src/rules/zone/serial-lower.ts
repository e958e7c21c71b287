import { isRaised, raisedSerial, serialChange } from '../../domain/serial.ts';
import { defineRule } from '../rule.ts';

/** The serial of a zone changed since the last commit, but is not higher. */
export default defineRule({
  subject: 'record',
  types: ['SOA'],
  severity: 'warning',
  specs: ['RFC 1982 §3.2', 'RFC 1912 §2.2'],
  why: 'Secondary name servers transfer a zone only when its serial is higher than theirs. Until then, they keep the old records.',
  isAboutChange: true,
  messages: {
    lower: 'The serial {serial} is not higher than {before}, the serial of the last commit.',
  },
  check({ record }, context) {
    const change = serialChange(record, context);
    if (change === undefined || change.now === change.before || isRaised(change.now, change.before)) return;
    const { field, before } = change;
    const next = String(raisedSerial(before));
    context.report({
      at: { source: field.range },
      message: 'lower',
      data: { serial: field.text.text, before },
      fix: {
        title: `Raise the serial to ${next}`,
        safety: 'review',
        edits: [{ kind: 'set-field', field, text: next }],
      },
    });
  },
});
