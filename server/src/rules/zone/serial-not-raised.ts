import { raisedSerial, serialChange } from '../../domain/serial.ts';
import { defineRule } from '../rule.ts';

/** The records of a zone changed since the last commit, but the serial of its SOA record did not. */
export default defineRule({
  subject: 'record',
  types: ['SOA'],
  severity: 'warning',
  specs: ['RFC 1912 §2.2', 'RFC 1982 §3.2'],
  why: 'Secondary name servers transfer a zone only when its serial is higher than theirs. Some name servers then return the old SPF, DKIM and MX records, and others the new ones.',
  isAboutChange: true,
  messages: {
    same: 'The records changed since the last commit, but the serial {serial} did not.',
  },
  check({ record }, context) {
    const change = serialChange(record, context);
    if (change === undefined || change.isSameZone || change.now !== change.before) return;
    const { field, now } = change;
    const next = String(raisedSerial(now));
    context.report({
      at: { source: field.range },
      message: 'same',
      data: { serial: field.text.text },
      fix: {
        title: `Raise the serial to ${next}`,
        safety: 'review',
        edits: [{ kind: 'set-field', field, text: next }],
      },
    });
  },
});
