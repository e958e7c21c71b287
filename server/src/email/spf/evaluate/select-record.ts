import { MappedText } from '../../../text/mapped-text.ts';
import type { SpfRecord } from '../model.ts';
import { parseSpf } from '../parse.ts';

/** Parses the text of an SPF record. */
export type RecordReader = (text: string) => SpfRecord;

/** RFC 7208 §4.5: `v=spf1` in any case, then a space or the end. */
const VERSION = /^v=spf1(?: |$)/i;

/** The SPF record among the TXT records of a name, each given by its strings. RFC 7208 §3.3, §4.5. */
export function selectRecord(
  answers: readonly (readonly string[])[],
  read: RecordReader,
): SpfRecord | 'none' | 'several' {
  let selected: string | undefined;
  for (const strings of answers) {
    const text = strings.length === 1 ? (strings[0] ?? '') : strings.join('');
    if (!VERSION.test(text)) continue;
    if (selected !== undefined) return 'several';
    selected = text;
  }
  return selected === undefined ? 'none' : read(selected);
}

export function readSpf(text: string): SpfRecord {
  return parseSpf(new MappedText(text, []));
}

/** A reader that parses each text once, and keeps the newest ones. */
export function keepingReader(): RecordReader {
  const kept = new Map<string, SpfRecord>();
  return (text) => {
    let record = kept.get(text);
    if (record === undefined) {
      record = readSpf(text);
      if (kept.size >= KEPT) kept.clear();
      kept.set(text, record);
    }
    return record;
  };
}

const KEPT = 10_000;
