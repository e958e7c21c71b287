import { escapeString } from '../../../records/text-forms.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { isYamlBlock } from '../../../text/yaml-scalar.ts';
import type { Literal } from '../evaluate/traced-text.ts';
import type { DecodedText } from '../../../text/decoded-text.ts';
import { decodeLiteral, readLiteral } from './decode-literal.ts';

/** Where text is inserted: within a literal of a document. */
export interface LiteralPlace {
  readonly literal: Literal;
  /** Offsets in the document. */
  readonly place: Range;
  readonly document: string;
}

/** Encodes a text for the place, so that the value of the literal changes only there. `undefined` if it cannot be encoded. */
export function encodeLiteral(text: string, at: LiteralPlace): string | undefined {
  const { literal, document } = at;
  switch (literal.form) {
    case 'quoted':
      return encodeAs(escapeString(escapeTemplate(text)), text, at);
    case 'heredoc':
      return encodeAs(escapeTemplate(text), text, at);
    case 'template':
      return encodeInTemplate(text, at);
    case 'number':
      return /^\d+$/.test(text) ? text : undefined;
    case 'json':
      // An HCL string within a JSON string is an encoding within another one.
      if (document[literal.range.start] !== '"') return /["\\$%{]/.test(text) ? undefined : text;
      return encodeAs(JSON.stringify(escapeTemplate(text)).slice(1, -1), text, at);
    case 'json-data':
      return encodeAs(JSON.stringify(text).slice(1, -1), text, at);
    case 'file':
      return text;
    case 'csv':
      return encodeCsv(text, at);
    case 'yaml':
    case 'yaml-in-brackets':
      return encodeYaml(text, at);
    case 'name':
    case 'data':
      return undefined;
  }
}

export function escapeTemplate(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

/** Characters before and after the place that are examined. */
const NEAR = 200;

/** A file is too long to be parsed again for each change in it: no sign may be next to one that it could combine with. */
function encodeInTemplate(text: string, { place, document }: LiteralPlace): string | undefined {
  const typed = escapeTemplate(text);
  // Whitespace next to `~}` and `{~` is removed.
  const isTrimmed =
    (/^\s/.test(typed) && /~\}\s*$/.test(document.slice(Math.max(0, place.start - NEAR), place.start))) ||
    (/\s$/.test(typed) && /^\s*[$%]\{~/.test(document.slice(place.end, place.end + NEAR)));
  if (isTrimmed) return undefined;
  const around = `${document.slice(place.start - 1, place.start)}\0${typed}\0${document.charAt(place.end)}`;
  return /[$%]\0+[$%{]/.test(around) ? undefined : typed;
}

function encodeCsv(text: string, { literal, document }: LiteralPlace): string | undefined {
  if (document.startsWith('"', literal.range.start)) return text.replaceAll('"', '""');
  return /[",\r\n]/.test(text) ? undefined : text;
}

/** Uses the existing quoting; a plain scalar that cannot contain the text gets single quotes. */
function encodeYaml(text: string, at: LiteralPlace): string | undefined {
  const { literal, place, document } = at;
  const scalar = document.slice(literal.range.start, literal.range.end);
  if (isYamlBlock(scalar)) {
    // What comes next must start on a new line.
    const isLast = place.end === literal.range.end && scalar.endsWith('\n');
    return isLast ? undefined : encodeAs(text, text, at);
  }
  if (scalar.startsWith('"')) return encodeAs(escapeString(text), text, at);
  const inQuotes = text.replaceAll("'", "''");
  if (scalar.startsWith("'")) return encodeAs(inQuotes, text, at);
  const isWhole = place.start === literal.range.start && place.end === literal.range.end;
  return encodeAs(text, text, at) ?? (isWhole ? encodeAs(`'${inQuotes}'`, text, at) : undefined);
}

/** Returns `typed` if the value of the literal then changes only at the place, to `text`, for every parser. */
export function encodeAs(
  typed: string,
  text: string,
  { literal, place, document }: LiteralPlace,
): string | undefined {
  const { form, range } = literal;
  const raw = document.slice(range.start, range.end);
  const before = decodeLiteral(raw, form);
  const start = place.start - range.start;
  const end = place.end - range.start;
  const wanted = before && replaced(before, rangeOf(start, end), text);
  if (wanted === undefined) return undefined;
  return readLiteral(raw.slice(0, start) + typed + raw.slice(end), form) === wanted ? typed : undefined;
}

/** The value after replacing the text at a place; `undefined` if a part of an escape would be left. */
function replaced({ text, segments }: DecodedText, { start, end }: Range, by: string): string | undefined {
  const parts: string[] = [];
  let isWritten = false;
  for (const { at, length, source } of segments) {
    const decoded = text.slice(at, at + length);
    const isUnitForUnit = length === source.end - source.start;
    const following = Math.max(source.start, end);
    if (source.start < start) {
      if (source.end > start && !isUnitForUnit) return undefined;
      parts.push(isUnitForUnit ? decoded.slice(0, start - source.start) : decoded);
    }
    if (!isWritten && source.end >= start) {
      parts.push(by);
      isWritten = true;
    }
    if (source.end > end) {
      if (source.start < end && !isUnitForUnit) return undefined;
      parts.push(isUnitForUnit ? decoded.slice(following - source.start) : decoded);
    }
  }
  return isWritten ? parts.join('') : undefined;
}
