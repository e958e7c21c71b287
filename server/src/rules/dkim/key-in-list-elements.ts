import { cutKeyAt } from '../../domain/dkim/cut-key.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { defineRule } from '../rule.ts';

/** A key that is cut into several records, in place of strings of one. */
export default defineRule({
  subject: 'owner',
  types: ['TXT'],
  atLeast: 2,
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.2', 'RFC 1035 §3.3'],
  why: 'Receivers join the strings of one record, never several records: no record holds a whole key, and every signature fails. Each element of a list of values in Terraform is a record of its own.',
  symptoms: UNUSABLE_KEY,
  messages: {
    cut: 'The key at this selector is cut into {count} records, and none of them holds a whole key.',
  },
  check(owner, context) {
    const records = cutKeyAt(owner);
    const [first, ...others] = records ?? [];
    if (records === undefined || first === undefined) return;
    context.report({
      at: { part: 'rdata', record: first },
      message: 'cut',
      data: { count: records.length },
      fix: {
        title: 'Join them into one record',
        safety: 'review',
        edits: [
          {
            kind: 'set-strings',
            strings: records.flatMap(({ rdata }) => rdata.strings.map(({ value }) => value.text)),
            record: first,
          },
          ...others.map((record) => ({ kind: 'remove', record }) as const),
        ],
      },
      related: others.map((record) => ({
        at: { part: 'rdata', record },
        message: 'Another part of the key',
      })),
    });
  },
});
