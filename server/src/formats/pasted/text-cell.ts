import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import type { RecordEdit } from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import type { TextRdata } from '../../records/record.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { bareStrings } from './strings.ts';

/** The data of a TXT record at a place, with or without quotes. Ranges are relative to `anchor`. */
export function readText(text: string, place: Range, anchor: number): TextRdata {
  const from = text.slice(anchor, place.end);
  const strings = bareStrings(from, place.start - anchor, from.length);
  return { kind: 'text', strings, value: MappedText.join(strings.map(({ value }) => value)) };
}

/** The edits that change such data; `undefined` if the change is about something else or cannot be written. */
export function writeText(
  rdata: TextRdata,
  place: Range,
  anchor: number,
  change: RecordChange,
): readonly RecordEdit[] | undefined {
  switch (change.kind) {
    case 'replace':
      return replaced(rdata, change.edits, anchor);
    case 'set-strings': {
      const text = isQuoted(rdata) ? quoted(change.strings) : asTyped(change.strings.join(''));
      return text === undefined ? undefined : [{ range: place, text }];
    }
    default:
      return undefined;
  }
}

function isQuoted({ strings }: TextRdata): boolean {
  return strings[0]?.quoted === true;
}

function replaced(
  rdata: TextRdata,
  changes: readonly { readonly range: Range; readonly text: string }[],
  anchor: number,
): readonly RecordEdit[] | undefined {
  const edits: RecordEdit[] = [];
  for (const { range, text } of changes) {
    const source = rdata.value.toSource(range);
    const typed = asTyped(text);
    if (source === undefined || typed === undefined) return undefined;
    const written = isQuoted(rdata) ? escaped(typed) : typed;
    edits.push({ range: rangeOf(source.start + anchor, source.end + anchor), text: written });
  }
  // A string that an edit makes too long would have to be split again, with all the others.
  const grown = changes.reduce((sum, { range, text }) => sum + text.length - (range.end - range.start), 0);
  const isTooLong = rdata.strings.some(({ value }) => value.length + grown > MAX_CHARACTER_STRING);
  return isQuoted(rdata) && grown > 0 && isTooLong ? undefined : edits;
}

/** `undefined` if it has a character that cannot be written, or an unresolved part. */
function asTyped(octets: string): string | undefined {
  return /^[ -~]*$/.test(octets) ? octets : undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/["\\]/g, '\\$&');
}

function quoted(strings: readonly string[]): string | undefined {
  const typed = strings.map(asTyped);
  return typed.includes(undefined) ? undefined : typed.map((text = '') => `"${escaped(text)}"`).join(' ');
}
