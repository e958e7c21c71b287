import { HOLE } from '../../../text/mapped-text.ts';
import { TracedBuilder, TracedText } from '../evaluate/traced-text.ts';

/** The octets that a text is on the wire, one unit each. Characters beyond ASCII are UTF-8, holes stay. */
export function octetsOf(text: TracedText): TracedText {
  if (!/[\u0080-\uffff]/.test(text.text.replaceAll(HOLE, ''))) return text;
  const builder = new TracedBuilder();
  let at = 0;
  for (const character of text.text) {
    const piece = text.slice(at, at + character.length);
    at += character.length;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80 || character === HOLE) {
      builder.add(piece);
      continue;
    }
    const [segment] = piece.segments;
    const octets = new TracedText(utf8(code));
    builder.add(segment === undefined ? octets : octets.from(segment));
  }
  return builder.take();
}

function utf8(code: number): string {
  const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), tail(0));
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), tail(6), tail(0));
  return String.fromCharCode(0xf0 | (code >> 18), tail(12), tail(6), tail(0));
}
