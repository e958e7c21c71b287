import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import { makeBounce } from './make.ts';
import type { Bounce } from './model.ts';
import { readPasted } from './pasted.ts';

/** Strings of one JSON text that are read. */
export const MAX_JSON_STRINGS = 10_000;
/** UTF-16 code units of one string that are read. */
const MAX_STRING = 20_000;

/** A reply code at the start of a string or after a label. */
const REPLY = /(?:^|[\s:;"'(])[245]\d\d[ -](?:[245]\.\d{1,3}\.\d{1,3}|\S)/;

/**
 * JSON in an unknown format, or nested too deeply to be read. Each string with a reply is one reply, which ends where
 * the string ends. It is unknown what an address outside the string belongs to.
 */
export function readJsonStrings(text: MappedText): readonly Bounce[] {
  const found: Bounce[] = [];
  for (const { start, end } of stringsIn(text.text)) {
    const string = text.slice(start, Math.min(end, start + MAX_STRING));
    if (REPLY.test(string.text))
      found.push(...readPasted(string).filter(({ reply }) => reply.smtp !== undefined));
  }
  if (found.length > 0) return found;
  return readPasted(text).map((bounce) =>
    makeBounce({
      ...bounce,
      addresses: bounce.addresses.map((one) => ({ ...one, role: 'unknown' as const })),
    }),
  );
}

function* stringsIn(text: string): Iterable<Range> {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0 && count < MAX_JSON_STRINGS; at = text.indexOf('"', at)) {
    const start = at + 1;
    for (at = start; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    yield rangeOf(start, Math.min(at, text.length));
    at++;
    count++;
  }
}
