import type { DnsRecord } from '../../records/record.ts';
import type { FixEdit } from '../../records/report.ts';
import { rangeOf } from '../../text/range.ts';
import type { SpfRecord } from './model.ts';
import { addsNothing } from './side-effects.ts';

/**
 * Moves the terms of all records before the `all` of the first one, and deletes the other records. `undefined` if they do not
 * combine into a valid record, or if only their author can decide how.
 */
export function mergeEdits(
  parsed: readonly SpfRecord[],
  records: readonly DnsRecord[],
): readonly FixEdit[] | undefined {
  const [first, ...others] = parsed;
  const [target, ...obsolete] = records;
  if (first === undefined || target === undefined || !parsed.every(isPlain)) return undefined;
  const all = first.terms.find((term) => term.kind === 'all');
  const text = first.value.text;
  const typed = others.flatMap((record) => termsOf(record, all === undefined));
  const fresh = [...new Set(typed)].filter((term) => !termsOf(first, true).includes(term));
  const at = all?.range.start ?? first.terms.at(-1)?.range.end ?? first.version.range.end;
  const insert = all === undefined ? ` ${fresh.join(' ')}` : `${fresh.join(' ')} `;
  const merging = { range: rangeOf(at, at), text: insert };
  const isShort = text.length + insert.length <= MAX_OCTETS;
  if (!isShort || !addsNothing(first, [merging], target.owner)) return undefined;
  const removals = obsolete.map((record) => ({ kind: 'remove', record }) as const);
  if (fresh.length === 0) return removals;
  return [{ ...merging, record: target }, ...removals];
}

/** Whether it has only mechanisms, and `all` only at the end. */
function isPlain(record: SpfRecord): boolean {
  const isReadToItsEnd = record.directives.length === record.terms.length;
  return record.value.complete && record.faults.length === 0 && isReadToItsEnd;
}

function termsOf(record: SpfRecord, withAll: boolean): readonly string[] {
  return record.terms
    .filter((term) => withAll || term.kind !== 'all')
    .map((term) => record.value.text.slice(term.range.start, term.range.end));
}

/** RFC 7208 §3.4. */
const MAX_OCTETS = 450;
