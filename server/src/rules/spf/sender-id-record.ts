import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** A Sender ID record, `spf2.0/…`, which receivers ignore. */
export default defineRule({
  subject: 'txt',
  severity: 'hint',
  specs: ['RFC 4406 §3', 'RFC 6686 §6'],
  why: 'Sender ID is obsolete: no major receiver reads such records, and people who look for the SPF record find the wrong one.',
  messages: {
    dead: 'Sender ID ("{version}") is no longer in use, and receivers read only SPF.',
  },
  check(text, context) {
    const [version] = /^spf2\.0\/[a-z,]*/i.exec(text.value.text) ?? [];
    if (version === undefined) return;
    context.report({
      at: rangeOf(0, version.length),
      message: 'dead',
      data: { version },
      fix: { title: 'Delete the record', safety: 'review', edits: [{ kind: 'remove' }] },
    });
  },
});
