import { HOLE } from '../../../text/mapped-text.ts';
import { rangeOf, type Range } from '../../../text/range.ts';
import type { ScriptLiteral, ScriptText } from './script-text.ts';

/** The source text of a part of a text within one literal. Offsets in its document. */
export interface ScriptTypedPlace {
  readonly literal: ScriptLiteral;
  readonly range: Range;
}

/** `undefined` if part of it is not in the source, is in several literals, or shares its source text with something else. */
export function typedPlaceOf(text: ScriptText, range: Range): ScriptTypedPlace | undefined {
  if (range.start === range.end) return pointIn(text, range.start);
  if (text.text.slice(range.start, range.end).includes(HOLE)) return undefined;
  const { segments } = text.slice(range.start, range.end);
  const [first] = segments;
  if (first === undefined || segments.some(({ literal }) => literal.form === 'made')) return undefined;
  if (splits(text, range.start) || splits(text, range.end)) return undefined;
  let end = first.source.start;
  let at = 0;
  for (const segment of segments) {
    // Generated text in between would be lost.
    if (segment.literal !== first.literal || segment.source.start !== end || segment.at !== at)
      return undefined;
    end = segment.source.end;
    at += segment.length;
  }
  if (at !== range.end - range.start) return undefined;
  return { literal: first.literal, range: rangeOf(first.source.start, end) };
}

function pointIn(text: ScriptText, at: number): ScriptTypedPlace | undefined {
  if (splits(text, at)) return undefined;
  const before = at > 0 ? text.slice(at - 1, at).segments[0] : undefined;
  if (before !== undefined && before.literal.form !== 'made')
    return { literal: before.literal, range: rangeOf(before.source.end, before.source.end) };
  const after = text.slice(at, at + 1).segments[0];
  if (after === undefined || after.literal.form === 'made') return undefined;
  return { literal: after.literal, range: rangeOf(after.source.start, after.source.start) };
}

/** Whether an offset is inside text that comes from one indivisible source, such as an escape. */
function splits({ segments }: ScriptText, at: number): boolean {
  return segments.some(
    ({ at: start, length, source }) =>
      start < at && at < start + length && length !== source.end - source.start,
  );
}

/** The literal that is exactly the whole text. */
export function wholeLiteralOf(text: ScriptText): ScriptTypedPlace | undefined {
  const place = text.length === 0 ? undefined : typedPlaceOf(text, rangeOf(0, text.length));
  if (place === undefined) return undefined;
  const { literal, range } = place;
  const quotes = literal.form === 'string' ? 1 : 0;
  const isWhole = range.start === literal.range.start + quotes && range.end === literal.range.end - quotes;
  return isWhole ? place : undefined;
}
