import { hasDuplicate } from '../../email/dkim/edits.ts';
import type { DkimRecord } from '../../email/dkim/model.ts';
import { hasDefect } from '../../email/dkim/usability.ts';
import type { RuleFix } from '../../records/report.ts';
import type { FaultWith } from '../forward-faults.ts';
import { unknownTag } from '../unknown-tag.ts';

/** A key record has an unknown tag, or a known one that is not in lowercase. */
export default unknownTag({
  subject: 'dkim',
  title: 'DKIM',
  specs: ['RFC 6376 §3.2', 'RFC 6376 §3.6.1'],
  why:
    'Receivers ignore unknown tags, which is harmless unless the tag was meant to have an effect. The known tags are v, k, p, ' +
    'h, s, t and n, in lowercase.',
  // If receivers ignore one of these, they find no key, or read it as another type.
  severityOfCase({ replacement: meant }, record) {
    const isKeyType = meant === 'k' && record.keyType === record.key.kind;
    return meant === 'p' || (isKeyType && hasDefect(record, 'mismatch')) ? 'error' : 'info';
  },
  fix: (fault, record) => (fault.code === 'tag-case' ? inSmallLetters(record, fault) : undefined),
});

function inSmallLetters(
  record: DkimRecord,
  { range, replacement: meant }: FaultWith<'dkim', 'tag-case'>,
): RuleFix | undefined {
  const tag = record.tags.find((other) => other.nameRange.start === range.start);
  if (tag === undefined || hasDuplicate(record, tag)) return undefined;
  // Receivers would now read a version that they have ignored, so it must be right and first.
  if (meant === 'v' && (tag !== record.tags[0] || tag.value !== 'DKIM1')) return undefined;
  const safety = meant === 'p' || meant === 'k' || meant === 'v' ? 'safe' : 'review';
  return { title: `Replace with "${meant}"`, safety, edits: [{ range, text: meant }] };
}
