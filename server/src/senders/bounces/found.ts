import { rangeOf } from '../../text/range.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import type { LocatedText } from './model.ts';

/** A part of a text, with its place. */
export function foundIn(text: MappedText, start: number, end: number): LocatedText {
  const range = text.toSource(rangeOf(start, end)) ?? rangeOf(0, 0);
  return { value: text.text.slice(start, end), range };
}

/** What the first group of the pattern matches. The pattern has the flag `d`. */
export function findIn(
  text: MappedText,
  pattern: RegExp,
  start = 0,
  end = text.length,
): LocatedText | undefined {
  const place = pattern.exec(text.text.slice(start, end))?.indices?.[1];
  return place === undefined ? undefined : foundIn(text, start + place[0], start + place[1]);
}

/** `<user@example.com>`, `user@example.com`, `<>`. */
const ADDRESS = /<([^<>\s]{0,320})>|([^\s<>"'(),;:]{1,64}@[^\s<>"'(),;:]{1,255})/d;

/** The first email address in a text, without its brackets; '' for the null sender. */
export function addressIn(text: MappedText): LocatedText | undefined {
  const match = ADDRESS.exec(text.text.slice(0, 4000));
  const place = match?.indices?.[1] ?? match?.indices?.[2];
  return place === undefined ? undefined : foundIn(text, place[0], place[1]);
}
