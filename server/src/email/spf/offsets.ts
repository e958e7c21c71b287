import type { Range } from '../../text/range.ts';

/** True when the character at that offset is in the range. */
export function holds(range: Range, offset: number): boolean {
  return range.start <= offset && offset < range.end;
}
