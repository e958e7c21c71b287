import { rangeOf } from '../../text/range.ts';
import { markOf } from '../../email/dkim/model.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { defineRule } from '../rule.ts';

/** The record has no `v=`. This is valid, but tools that look for "v=DKIM1" do not find the record. */
export default defineRule({
  subject: 'dkim',
  severity: 'hint',
  sameWhere: [],
  specs: ['RFC 6376 §3.6.1'],
  why:
    'The version is optional, and receivers accept the key without it. But the standard recommends it, and some checking ' +
    'tools and control panels recognize a DKIM record only by its version.',
  messages: { missing: 'The record does not begin with the recommended "v=DKIM1".' },
  check(record, context) {
    const [first] = record.tags;
    if (first === undefined || record.tags.some((tag) => tag.meant === 'v')) return;
    // The text before the first tag may be, or be meant as, the version.
    const { start } = first.range;
    if (record.value.text.slice(0, first.nameRange.end).includes(HOLE)) return;
    if (record.faults.some((fault) => fault.code === 'stray' && /^v|dkim/i.test(fault.text))) return;
    context.report({
      at: markOf(record, first),
      message: 'missing',
      fix: {
        title: 'Add "v=DKIM1" at the start',
        safety: 'safe',
        edits: [{ range: rangeOf(start, start), text: 'v=DKIM1; ' }],
      },
    });
  },
});
