import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import type { TextRdata } from '../../records/record.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { rangeOf, type Range } from '../../text/range.ts';

/** A text as the strings into which octoDNS splits it, at 255 octets. `place` is its source range. */
export function textRdataOf(
  whole: MappedText,
  place: Range,
): {
  readonly rdata: TextRdata;
  /** The number of octets of the text, if it is split. */
  readonly unsplit: number | undefined;
} {
  const strings: MappedText[] = [];
  for (let from = 0; from === 0 || from < whole.length; from += MAX_CHARACTER_STRING)
    strings.push(whole.slice(from, Math.min(whole.length, from + MAX_CHARACTER_STRING)));
  return {
    rdata: {
      kind: 'text',
      strings: strings.map((value) => ({
        value,
        quoted: true,
        range: (strings.length > 1 ? value.toSource(rangeOf(0, value.length)) : undefined) ?? place,
      })),
      value: MappedText.join(strings),
    },
    unsplit: strings.length > 1 ? whole.length : undefined,
  };
}
