import { hasTwin } from '../../email/dkim/edits.ts';
import type { DkimRecord } from '../../email/dkim/model.ts';
import { hasDefect } from '../../email/dkim/usability.ts';
import type { RuleFix } from '../../records/report.ts';
import type { FaultWith } from '../forward-faults.ts';
import { unknownTag } from '../unknown-tag.ts';

/** A tag that a key record does not have, or has in small letters. */
export default unknownTag({
  subject: 'dkim',
  title: 'DKIM',
  specs: ['RFC 6376 §3.2', 'RFC 6376 §3.6.1'],
  why:
    'Receivers skip tags that they do not know. That does no harm, unless something was meant by it: the tags of a key ' +
    'record are v, k, p, h, s, t and n, in small letters.',
  // Skipping these leaves no key, or takes it for one of another type.
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
  if (tag === undefined || hasTwin(record, tag)) return undefined;
  // A version that was skipped so far would be read now, and has to be right and in front.
  if (meant === 'v' && (tag !== record.tags[0] || tag.value !== 'DKIM1')) return undefined;
  const safety = meant === 'p' || meant === 'k' || meant === 'v' ? 'safe' : 'review';
  return { title: `Write "${meant}"`, safety, edits: [{ range, text: meant }] };
}
