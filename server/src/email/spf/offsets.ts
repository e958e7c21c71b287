import type { Range } from '../../text/range.ts';

/** Whether the character at that offset is in the range. */
export function holds(range: Range, offset: number): boolean {
  return range.start <= offset && offset < range.end;
}

/** The first such character between the two offsets, or `end`. The text after `end` is not searched. */
export function indexWithin(text: string, character: string, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] !== character) at++;
  return at;
}
