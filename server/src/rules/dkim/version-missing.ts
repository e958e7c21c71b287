import { rangeOf } from '../../text/range.ts';
import { markOf } from '../../email/dkim/model.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { defineRule } from '../rule.ts';

/** There is no `v=`: legal, and the tools that look for "v=DKIM1" miss the record. */
export default defineRule({
  subject: 'dkim',
  severity: 'hint',
  sameWhere: [],
  specs: ['RFC 6376 §3.6.1'],
  why:
    'The version may be left out, and receivers accept the key without it. The standard recommends it all the same, and ' +
    'some checking tools and control panels know a DKIM record by it alone.',
  messages: { missing: 'The record does not begin with "v=DKIM1", which is recommended.' },
  check(record, context) {
    const [first] = record.tags;
    if (first === undefined || record.tags.some((tag) => tag.meant === 'v')) return;
    // What stands in front may be, or be meant as, the version.
    const { start } = first.range;
    if (record.value.text.slice(0, first.nameRange.end).includes(HOLE)) return;
    if (record.faults.some((fault) => fault.code === 'stray' && /^v|dkim/i.test(fault.text))) return;
    context.report({
      at: markOf(record, first),
      message: 'missing',
      fix: {
        title: 'Put "v=DKIM1" in front',
        safety: 'safe',
        edits: [{ range: rangeOf(start, start), text: 'v=DKIM1; ' }],
      },
    });
  },
});
