import { MAX_TYPED_WORDS, type TypedData } from '../../records/document.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { TerraformBlock } from './block.ts';
import type { TracedText } from './evaluate/traced-text.ts';
import type { EmbeddedEntry } from './providers/embedded-entry.ts';
import { mappedIn } from './providers/mapped.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import { presentationWordsOf } from './providers/text-forms.ts';

/** See `RecordDocument.typedDataAt`. Only for data with a single value, such as `"10 mail.example.com."`. */
export function terraformTypedData(
  block: TerraformBlock,
  offset: number,
  path: string,
): TypedData | undefined {
  for (let i = 0; i < block.size; i++) {
    const found = block.sourceAt(i);
    if (found?.embedded !== undefined) {
      const at = offsetIn(found.embedded.text, offset, path);
      if (at !== undefined) return inZoneFile(found.embedded, at, path);
    } else if (found !== undefined && isTypedAt(found, offset, path)) {
      return { type: found.record.type, words: wordsOf(found, offset, path) };
    }
  }
  return undefined;
}

/** `""` has no characters in the value, so the record's data are at its source. */
function isTypedAt({ value, record, range }: TerraformRecord, offset: number, path: string): boolean {
  if (value.length > 0) return offsetIn(value, offset, path) !== undefined;
  const { start, end } = record.rdataRange;
  return range.start + start < offset && offset < range.start + end;
}

/** The offset in the text whose source is at the offset in the document. */
function offsetIn({ segments }: TracedText, offset: number, path: string): number | undefined {
  const segment = segments.find(
    ({ source, literal, length }) =>
      literal.anchor.path === path &&
      source.end - source.start === length &&
      source.start <= offset &&
      offset <= source.end,
  );
  return segment && segment.at + (offset - segment.source.start);
}

function wordsOf(found: TerraformRecord, offset: number, path: string): readonly Range[] {
  const { value, source, record } = found;
  const words = presentationWordsOf(value, source.provider).slice(0, MAX_TYPED_WORDS);
  // A word with its source in another place counts, but has no position here.
  let last = rangeOf(offset - 1, offset - 1);
  const ranges: Range[] = [];
  for (const { text } of words) {
    const range = mappedIn({ path, anchor: 0 }, text).toSource(rangeOf(0, text.length));
    last = range ?? rangeOf(last.end, last.end);
    ranges.push(last);
  }
  const hasOwnPreference = record.type === 'MX' && ranges.length < 2 && isPreferenceGiven(found);
  return hasOwnPreference ? [rangeOf(0, 0), ...ranges] : ranges;
}

function isPreferenceGiven({ source }: TerraformRecord): boolean {
  const { priority, items } = source.provider;
  return priority !== undefined && (items !== undefined || source.argument(priority) !== undefined);
}

function inZoneFile({ document, text }: EmbeddedEntry, at: number, path: string): TypedData | undefined {
  const typed = document.typedDataAt?.(at);
  if (typed === undefined) return undefined;
  const mapped = mappedIn({ path, anchor: 0 }, text);
  return { type: typed.type, words: typed.words.map((word) => mapped.toSource(word) ?? rangeOf(0, 0)) };
}
