import { rangeOf } from '../../../text/range.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import { TracedBuilder, TracedText } from '../evaluate/traced-text.ts';

/** The octets that a text is on the wire, one unit each. Characters beyond ASCII are UTF-8, holes stay. */
export function octetsOf(text: TracedText): TracedText {
  if (!/[\u0080-\uffff]/.test(text.text.replaceAll(HOLE, ''))) return text;
  const builder = new TracedBuilder();
  let at = 0;
  for (const { 0: character, index } of text.text.matchAll(BEYOND_ASCII)) {
    if (character === HOLE) continue;
    if (index > at) builder.add(text.slice(at, index));
    at = index + character.length;
    builder.add(encoded(text.slice(index, at), character.codePointAt(0) ?? 0));
  }
  if (at < text.length) builder.add(text.slice(at));
  return builder.take();
}

const BEYOND_ASCII = /[\u0080-\u{10ffff}]/gu;

/** The octets of a character stand for all that it is typed as: two escapes may be one character. */
function encoded({ segments }: TracedText, code: number): TracedText {
  const octets = new TracedText(utf8(code));
  const [first] = segments;
  const last = segments[segments.length - 1];
  if (first === undefined || last?.literal !== first.literal) return octets;
  if (segments.length > 1 && first.source.end !== last.source.start) return octets;
  return octets.from({ ...first, source: rangeOf(first.source.start, last.source.end) });
}

function utf8(code: number): string {
  const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), tail(0));
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), tail(6), tail(0));
  return String.fromCharCode(0xf0 | (code >> 18), tail(12), tail(6), tail(0));
}
