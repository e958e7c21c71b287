import { certainlyDistinct } from '../../../dns/distinct-texts.ts';
import { HOLE, MappedText } from '../../../text/mapped-text.ts';
import { ownCopy } from '../../../text/own-copy.ts';
import type { SpfRecord } from '../model.ts';
import { parseSpf } from '../parse.ts';

/** Parses the value of an SPF record. */
export type RecordReader = (text: string) => SpfRecord;

/** Whether receivers treat the text as SPF: `v=spf1` in any case, and a space or the end. RFC 7208 §4.5. */
export function isSelected(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

/**
 * The SPF record among the TXT records of a name, each given by its strings. RFC 7208 §3.3, §4.5. open: because of an unresolved
 * value, it is unknown whether there is exactly one, or any.
 */
export function selectRecord(
  answers: readonly (readonly string[])[],
  read: RecordReader,
): SpfRecord | 'none' | 'several' | 'open' {
  const selected = answers.filter((strings) => isSelected(joined(strings)));
  const [first] = selected;
  if (first === undefined) return answers.some((strings) => mayBeSelected(joined(strings))) ? 'open' : 'none';
  if (certainlyDistinct(selected, (strings) => strings).length > 1) return 'several';
  const text = joined(first);
  return selected.every((strings) => joined(strings) === text) ? read(text) : 'open';
}

const SELECTED = 'v=spf1 ';

/** Whether a text with an unresolved start can be such a text. */
function mayBeSelected(text: string): boolean {
  const hole = text.indexOf(HOLE);
  return hole >= 0 && hole < SELECTED.length && SELECTED.startsWith(text.slice(0, hole).toLowerCase());
}

function joined(strings: readonly string[]): string {
  return strings.length === 1 ? (strings[0] ?? '') : strings.join('');
}

export function readSpf(text: string): SpfRecord {
  return parseSpf(new MappedText(text, []));
}

/**
 * Parsed records in the cache of a reader, the most recently used ones. A few records are read again and again: the one that is
 * evaluated, and those that many others include. Each takes some kilobytes, and every keystroke in a record creates another one.
 */
export const MAX_KEPT_RECORDS = 256;

/** A reader that parses a text once, as long as it is among the most recently used ones. */
export function cachedReader(): RecordReader {
  const kept = new Map<string, SpfRecord>();
  return (text) => {
    let record = kept.get(text);
    const [oldest] = kept.keys();
    // The most recently used one is the last.
    if (record !== undefined) kept.delete(text);
    else if (kept.size >= MAX_KEPT_RECORDS && oldest !== undefined) kept.delete(oldest);
    const key = record === undefined ? ownCopy(text) : text;
    record ??= readSpf(key);
    kept.set(key, record);
    return record;
  };
}
