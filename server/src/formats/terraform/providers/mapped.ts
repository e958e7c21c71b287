import { MappedText } from '../../../text/mapped-text.ts';
import type { Segment } from '../../../text/mapped-text.ts';
import type { Range } from '../../../text/range.ts';
import type { TracedText } from '../evaluate/traced-text.ts';

/** A document, and the offset in it that a record's ranges count from. */
export interface Home {
  readonly path: string;
  readonly anchor: number;
}

/** The text as a record of the home has it: parts that stand in other documents were not written here. */
export function mappedIn({ path, anchor }: Home, text: TracedText): MappedText {
  const segments: Segment[] = [];
  for (const { at, length, source, literal } of text.segments) {
    if (literal.path !== path) continue;
    segments.push({ at, length, source: { start: source.start - anchor, end: source.end - anchor } });
  }
  return new MappedText(text.text, segments);
}

/** Where the text stands in a document, quotes included; `undefined` where no part of it does. */
export function rangeIn(path: string, text: TracedText): Range | undefined {
  let start = Infinity;
  let end = -1;
  for (const { source, literal } of text.segments) {
    if (literal.path !== path) continue;
    start = Math.min(start, source.start);
    end = Math.max(end, source.end);
  }
  if (end < 0) return undefined;
  const [first] = text.segments;
  const whole = first?.literal.range;
  const isOne = text.segments.every(({ literal }) => literal === first?.literal);
  return isOne && whole !== undefined ? whole : { start, end };
}
