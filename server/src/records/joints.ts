import type { Range } from '../text/range.ts';
import { rangeOf } from '../text/range.ts';
import type { TextRdata } from './record.ts';

/**
 * The source text between the string that ends at the decoded offset and the next one, including their quotes: `" "`. `undefined`
 * if their order in the source is different.
 */
export function jointPlace(rdata: TextRdata, offset: number): Range | undefined {
  let end = 0;
  for (const [i, string] of rdata.strings.entries()) {
    end += string.value.length;
    const next = rdata.strings[i + 1];
    if (end < offset || next === undefined) continue;
    const [from, to] = [string.range.end - 1, next.range.start + 1];
    return end > offset || from > to ? undefined : rangeOf(from, to);
  }
  return undefined;
}
