import { cutKeyAt } from '../../domain/dkim/cut-key.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { defineRule } from '../rule.ts';

/** A key is split into several records instead of several strings of one record. */
export default defineRule({
  subject: 'owner',
  types: ['TXT'],
  atLeast: 2,
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.2', 'RFC 1035 §3.3'],
  why: 'Receivers join the strings of one record but never join records, so they find no complete key and every signature fails. In Terraform, each element of a list of values is a separate record.',
  symptoms: UNUSABLE_KEY,
  messages: {
    cut: 'The key at this selector is split across {count} records, and none holds the complete key.',
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
        title: 'Join the parts into one record',
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
