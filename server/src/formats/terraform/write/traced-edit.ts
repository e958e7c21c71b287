import { escapeString } from '../../../records/text-forms.ts';
import type { DocumentRange, RecordEdit, TypedPiece } from '../../../records/document.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { joinTraced } from '../evaluate/traced-text.ts';
import type { Literal, TracedSegment, TracedText } from '../evaluate/traced-text.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { Strings } from '../providers/text-forms.ts';
import type { Siblings } from './siblings.ts';
import { encodeLiteral } from './literal.ts';

/** Where the source of a part of a text is: within one literal, and for nothing else. Offsets in its document. */
export interface TypedPlace {
  readonly literal: Literal;
  readonly range: Range;
}

/** What receivers read: the concatenated strings. */
export function joinedStringsOf({ strings }: Strings): TracedText {
  return joinTraced(strings);
}

/** A piece, and the document that contains it. */
type PlacedPiece = TypedPiece & DocumentRange;

/** All source text of a record, except for its type and its zone. */
export function typedPiecesOf({ value, typed }: TerraformRecord): readonly PlacedPiece[] {
  const data = [value, ...typed.words.values()].flatMap((text) => pieces(text, 'data'));
  return [...data, ...pieces(typed.owner, 'owner'), ...pieces(typed.ttl, 'ttl')];
}

function pieces(text: TracedText | undefined, part: TypedPiece['part']): readonly PlacedPiece[] {
  return (text?.segments ?? []).map(({ source, literal }) => ({
    part,
    path: literal.anchor.path,
    range: source,
  }));
}

/** `undefined` if a part of it has no source, has several, or shares its source with something else. */
export function typedPlace(text: TracedText, range: Range, near?: TerraformRecord): TypedPlace | undefined {
  if (range.start === range.end) return pointIn(text, range.start, near);
  if (text.text.slice(range.start, range.end).includes(HOLE)) return undefined;
  const { segments } = text.slice(range.start, range.end);
  const [first] = segments;
  if (first === undefined) return undefined;
  let end = first.source.start;
  let at = 0;
  for (const s of segments) {
    // A computed part in between would be lost.
    if (s.literal !== first.literal || s.source.start !== end || s.at !== at) return undefined;
    end = s.source.end;
    at += s.length;
  }
  if (at !== range.end - range.start || splits(text, range.start) || splits(text, range.end))
    return undefined;
  return { literal: first.literal, range: rangeOf(first.source.start, end) };
}

/** Between two literals, the one in the record's own resource, or else the second one. */
function pointIn(text: TracedText, at: number, near: TerraformRecord | undefined): TypedPlace | undefined {
  if (splits(text, at)) return undefined;
  const before = text.slice(at - 1, at).segments[0];
  const after = text.slice(at, at + 1).segments[0];
  const places = [
    after && { literal: after.literal, point: after.source.start },
    before && { literal: before.literal, point: before.source.end },
  ].filter((place) => place !== undefined);
  const place = places.find(({ literal }) => near !== undefined && isIn(literal, near)) ?? places[0];
  return place && { literal: place.literal, range: rangeOf(place.point, place.point) };
}

/** Whether the literal is in the block of the record's resource. */
export function isIn(literal: Literal, { source }: TerraformRecord): boolean {
  const { range, anchor } = literal;
  return anchor.path === source.path && source.range.start <= range.start && range.end <= source.range.end;
}

/** Whether a character with a single source is on both sides. */
function splits({ segments }: TracedText, at: number): boolean {
  return segments.some((s) => s.at < at && at < s.at + s.length && !isUnitForUnit(s));
}

function isUnitForUnit({ length, source }: TracedSegment): boolean {
  return length === source.end - source.start;
}

/** The form of characters in the text of a literal. */
export type Written = 'plain' | 'quoted' | 'bare';

/** Replaces a part of a text at its source. */
export function editTyped(
  text: TracedText,
  { range, text: replacement }: { readonly range: Range; readonly text: string },
  written: Written,
  near: TerraformRecord,
  siblings: Siblings,
): RecordEdit | undefined {
  const typed = typedPlace(text, range, near);
  const page = typed && siblings.page(typed.literal.anchor.path);
  if (typed === undefined || page === undefined) return undefined;
  const { literal, range: place } = typed;
  const { content: document } = page;
  // The marker of a heredoc must be on a line of its own.
  if (literal.form === 'heredoc' && document.slice(place.start, place.end).includes('\n')) return undefined;
  if (/[^\x20-\x7e]/.test(replacement)) return undefined;
  if (written === 'bare' && /["\\ ]/.test(replacement)) return undefined;
  const escaped = written === 'quoted' ? escapeString(replacement) : replacement;
  const encoded = encodeLiteral(escaped, { literal, place, document });
  return encoded === undefined ? undefined : { path: page.path, range: place, text: encoded };
}
