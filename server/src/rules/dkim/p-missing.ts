import { hasTwin } from '../../email/dkim/edits.ts';
import type { DkimRecord } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import type { RuleFix } from '../../records/report.ts';
import type { Range } from '../../text/range.ts';
import { forwardFaults } from '../forward-faults.ts';
import type { RuleContext } from '../rule.ts';

/** A key record without `p=`, and so without a key. */
export default forwardFaults({
  subject: 'dkim',
  severity: 'error',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'The key itself stands in "p=", and it is the one tag that must be there. Without it, receivers have nothing to check ' +
    'signatures with, and all of them fail.',
  symptoms: UNUSABLE_KEY,
  messages: {
    'p-missing': 'There is no "p=" tag, so this record holds no key.',
    signature: 'This is the signature of a message, not the key to check it with.',
    'key-elsewhere': '"{name}=" is not a tag of a DKIM key; the key it holds belongs into "p=".',
  },
  when: ({ code }, record, context) => code !== 'p-missing' || !isReportedElsewhere(record, context),
  fix: ({ code, range }, record) => (code === 'key-elsewhere' ? nameIt(record, range) : undefined),
});

function nameIt(record: DkimRecord, range: Range): RuleFix | undefined {
  const tag = record.tags.find((other) => other.nameRange.start === range.start);
  if (tag === undefined || hasTwin(record, tag)) return undefined;
  return { title: 'Name the tag "p"', safety: 'safe', edits: [{ range, text: 'p' }] };
}

/** Other rules know better what happened. */
function isReportedElsewhere(record: DkimRecord, context: RuleContext): boolean {
  const source = context.record;
  if (source?.rdata.kind !== 'text') return false;
  // An unquoted ";" made a comment of the rest: zone-semicolon-truncates-txt.
  if (source.rdata.comment !== undefined) return true;
  // Something unrelated beside a key: dkim-multiple-records.
  return (
    !record.tags.some((tag) => tag.meant !== undefined) && context.recordsAt(source.owner, 'TXT').length > 1
  );
}
