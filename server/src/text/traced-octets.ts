import { HOLE } from './mapped-text.ts';
import { rangeOf } from './range.ts';
import { RunBuilder, Traced } from './traced-text.ts';
import { utf8 } from './utf8.ts';

/** The octets of a text on the wire, one unit each. Non-ASCII characters are in UTF-8, and unresolved parts stay. */
export function octetsOfRuns<L>(text: Traced<L>): Traced<L> {
  if (!/[\u0080-\uffff]/.test(text.text.replaceAll(HOLE, ''))) return text;
  const builder = new RunBuilder<L>();
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

/** The octets of a character share its whole source, because two escapes can be one character. */
function encoded<L>({ segments }: Traced<L>, code: number): Traced<L> {
  const octets = new Traced<L>(String.fromCharCode(...utf8(code)));
  const [first] = segments;
  const last = segments[segments.length - 1];
  if (first === undefined || last?.literal !== first.literal) return octets;
  if (segments.length > 1 && first.source.end !== last.source.start) return octets;
  return octets.from({ ...first, source: rangeOf(first.source.start, last.source.end) });
}
