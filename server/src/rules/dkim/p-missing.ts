import { hasDuplicate } from '../../email/dkim/edits.ts';
import type { DkimRecord } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import type { RuleFix } from '../../records/report.ts';
import type { Range } from '../../text/range.ts';
import { forwardFaults } from '../forward-faults.ts';
import type { RuleContext } from '../rule.ts';

/** A key record has no `p=`, and therefore no key. */
export default forwardFaults({
  subject: 'dkim',
  severity: 'error',
  specs: ['RFC 6376 §3.6.1'],
  why:
    '"p=" holds the key and is the only required tag. Without it, receivers have nothing to verify signatures with, and all ' +
    'of them fail.',
  symptoms: UNUSABLE_KEY,
  messages: {
    'p-missing': 'The record has no "p=" tag, so it has no key.',
    signature: 'This is the signature of a message, not the key to verify it with.',
    'key-elsewhere': '"{name}=" is not a DKIM tag, and the key in it belongs in "p=".',
  },
  when: ({ code }, record, context) => code !== 'p-missing' || !isReportedElsewhere(record, context),
  fix: ({ code, range }, record) => (code === 'key-elsewhere' ? nameIt(record, range) : undefined),
});

function nameIt(record: DkimRecord, range: Range): RuleFix | undefined {
  const tag = record.tags.find((other) => other.nameRange.start === range.start);
  if (tag === undefined || hasDuplicate(record, tag)) return undefined;
  return { title: 'Rename the tag to "p"', safety: 'safe', edits: [{ range, text: 'p' }] };
}

/** Whether another rule reports the actual fault. */
function isReportedElsewhere(record: DkimRecord, context: RuleContext): boolean {
  const source = context.record;
  if (source?.rdata.kind !== 'text') return false;
  // zone-semicolon-truncates-txt reports an unquoted ";", which makes the rest of the value a comment.
  if (source.rdata.comment !== undefined) return true;
  // dkim-multiple-records reports an unrelated record next to a key.
  return (
    !record.tags.some((tag) => tag.meant !== undefined) && context.recordsAt(source.owner, 'TXT').length > 1
  );
}
