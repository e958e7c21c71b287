import type { CharacterString } from '../../records/record.ts';
import { TextBuilder } from '../../text/decoded-text.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import { utf8 } from '../../text/utf8.ts';

/** The strings of `text.slice(start, end)`: quoted ones as in a zone file (RFC 1035 §5.1), or the whole text as one. */
export function bareStrings(text: string, start: number, end: number): readonly CharacterString[] {
  const strings = quotedStrings(text, start, end);
  if (strings !== undefined) return strings;
  return [{ value: octetsOf(text, start, end, verbatim), quoted: false, range: rangeOf(start, end) }];
}

/** `undefined` if there is anything but quoted strings and white space. */
function quotedStrings(text: string, start: number, end: number): readonly CharacterString[] | undefined {
  const strings: CharacterString[] = [];
  const quoted = /\s*("(?:[^"\\]|\\[^])*")/y;
  for (let at = start; at < end; at = quoted.lastIndex) {
    quoted.lastIndex = at;
    const typed = quoted.exec(text)?.[1];
    if (typed === undefined) return undefined;
    const range = rangeOf(quoted.lastIndex - typed.length, quoted.lastIndex);
    const value = octetsOf(text, range.start + 1, range.end - 1, unescaped);
    strings.push({ value, quoted: true, range });
  }
  return strings.length === 0 ? undefined : strings;
}

/** UTF-16 units of a character as typed, and the octets that it represents. */
interface ReadCharacter {
  readonly length: number;
  readonly octets: string;
}

function verbatim(text: string, at: number): ReadCharacter {
  const point = text.codePointAt(at) ?? 0;
  return { length: point > 0xffff ? 2 : 1, octets: String.fromCharCode(...utf8(point)) };
}

/** `\X` and `\DDD`. Three digits that are not an octet are ordinary characters. */
function unescaped(text: string, at: number): ReadCharacter {
  if (text[at] !== '\\') return verbatim(text, at);
  const digits = /^\d{3}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (digits !== undefined && Number(digits) < 256)
    return { length: 4, octets: String.fromCharCode(Number(digits)) };
  const { length, octets } = verbatim(text, at + 1);
  return { length: length + 1, octets };
}

function octetsOf(
  text: string,
  start: number,
  end: number,
  read: (text: string, at: number) => ReadCharacter,
): MappedText {
  const builder = new TextBuilder();
  for (let at = start; at < end;) {
    const { length, octets } = read(text, at);
    builder.add(octets, at, at + length);
    at += length;
  }
  const { text: octets, segments } = builder.take();
  return new MappedText(octets, segments);
}
