import { sliceDecoded, TextBuilder, type DecodedText } from './decoded-text.ts';
import { HOLE } from './mapped-text.ts';
import { rangeOf, type Range } from './range.ts';
import { utf8 } from './utf8.ts';

/** The octets of a text on the wire, one unit each. Non-ASCII characters are in UTF-8, and unresolved parts stay. */
export function utf8Octets(decoded: DecodedText): DecodedText {
  if (!/[^\0-\x7f]/.test(decoded.text.replaceAll(HOLE, ''))) return decoded;
  const builder = new TextBuilder();
  let at = 0;
  for (const character of decoded.text) {
    const part = sliceDecoded(decoded, at, at + character.length);
    at += character.length;
    const code = character.codePointAt(0) ?? 0;
    const { start, end } = typedRangeOf(part);
    const isKept = code < 0x80 || character === HOLE;
    builder.add(isKept ? character : String.fromCharCode(...utf8(code)), start, end, part.segments[0]?.of);
  }
  return builder.take();
}

/**
 * The source range of a text, from the first to the last character in the same text of the document. An empty range at the start
 * of the document if it has no source.
 */
export function typedRangeOf({ segments }: DecodedText): Range {
  const first = segments[0];
  const start = first?.source.start ?? 0;
  const last = segments.filter(({ of }) => of === first?.of).at(-1);
  return rangeOf(start, Math.max(start, last?.source.end ?? start));
}

/** Data that was parsed from a text, with offsets in the text converted to offsets in its source. */
export function traceThrough(read: DecodedText, through: DecodedText): DecodedText {
  const builder = new TextBuilder();
  for (const { at, length, source } of read.segments) {
    const said = read.text.slice(at, at + length);
    const typed = sliceDecoded(through, source.start, source.end);
    if (typed.text !== said) {
      const { start, end } = typedRangeOf(typed);
      builder.add(said, start, end, typed.segments[0]?.of);
      continue;
    }
    for (const { at: from, length, source: place, of } of typed.segments)
      builder.add(typed.text.slice(from, from + length), place.start, place.end, of);
  }
  return builder.take();
}
