import { parseDocument } from 'yaml';
import type { Range } from '../../../text/range.ts';
import { decodeYamlScalar, isYamlBlock } from '../evaluate/data/yaml-scalar.ts';
import type { Literal } from '../evaluate/traced-text.ts';

/** Where text is written: within a literal of a document. */
export interface LiteralPlace {
  readonly literal: Literal;
  /** Offsets in the document. */
  readonly place: Range;
  readonly document: string;
}

/** A text as it has to be typed there; `undefined` where it cannot be. */
export function encodeLiteral(text: string, at: LiteralPlace): string | undefined {
  switch (at.literal.form) {
    case 'quoted':
      return escapeOctets(escapeTemplate(text));
    case 'heredoc':
    case 'template':
      return escapeTemplate(text);
    case 'number':
      return /^\d+$/.test(text) ? text : undefined;
    case 'json':
      return JSON.stringify(escapeTemplate(text)).slice(1, -1);
    case 'json-data':
      return JSON.stringify(text).slice(1, -1);
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

export function escapeOctets(text: string): string {
  return text.replace(/["\\]/g, (c) => `\\${c}`);
}

export function escapeTemplate(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

function encodeCsv(text: string, { literal, document }: LiteralPlace): string | undefined {
  if (document.startsWith('"', literal.range.start)) return text.replaceAll('"', '""');
  return /[",\r\n]/.test(text) ? undefined : text;
}

/** In the quoting that stands there; a plain scalar that cannot hold the text is put into single quotes. */
function encodeYaml(text: string, at: LiteralPlace): string | undefined {
  const { literal, place, document } = at;
  const scalar = document.slice(literal.range.start, literal.range.end);
  if (isYamlBlock(scalar)) {
    // What comes next starts on a line of its own.
    const isLast = place.end === literal.range.end && scalar.endsWith('\n');
    return isLast ? undefined : ifSaid(text, text, at, scalar);
  }
  if (scalar.startsWith('"')) return ifSaid(escapeOctets(text), text, at, scalar);
  const inQuotes = text.replaceAll("'", "''");
  if (scalar.startsWith("'")) return ifSaid(inQuotes, text, at, scalar);
  const isWhole = place.start === literal.range.start && place.end === literal.range.end;
  return ifSaid(text, text, at, scalar) ?? (isWhole ? ifSaid(`'${inQuotes}'`, text, at, scalar) : undefined);
}

/** `typed`, where the scalar then says what it said, with `text` at the place, to every reader of YAML. */
function ifSaid(
  typed: string,
  text: string,
  { literal, place }: LiteralPlace,
  scalar: string,
): string | undefined {
  const before = decodeYamlScalar(scalar);
  if (before === undefined) return undefined;
  const start = place.start - literal.range.start;
  const end = place.end - literal.range.start;
  const parts: string[] = [];
  let isWritten = false;
  for (const { at, length, source } of before.segments) {
    const decoded = before.text.slice(at, at + length);
    const isUnitForUnit = length === source.end - source.start;
    const behind = Math.max(source.start, end);
    if (source.start < start) {
      if (source.end > start && !isUnitForUnit) return undefined;
      parts.push(isUnitForUnit ? decoded.slice(0, start - source.start) : decoded);
    }
    if (!isWritten && source.end >= start) {
      parts.push(text);
      isWritten = true;
    }
    if (source.end > end) {
      if (source.start < end && !isUnitForUnit) return undefined;
      parts.push(isUnitForUnit ? decoded.slice(behind - source.start) : decoded);
    }
  }
  if (!isWritten) return undefined;
  const after = scalar.slice(0, start) + typed + scalar.slice(end);
  return readScalar(after, literal.form === 'yaml-in-brackets') === parts.join('') ? typed : undefined;
}

/** What the scalar says where it stands: in brackets plain scalars end earlier. */
function readScalar(scalar: string, isInBrackets: boolean): string | undefined {
  const text = isInBrackets ? `[${scalar}]` : `- ${scalar}`;
  const list = parseDocument(text, { schema: 'yaml-1.1', logLevel: 'silent' });
  const values: unknown = list.errors.length > 0 ? undefined : list.toJS();
  if (!Array.isArray(values) || values.length !== 1) return undefined;
  const [value] = values as readonly unknown[];
  // Terraform takes a number for a text where it wants one.
  if (typeof value === 'number' && /^\d+$/.test(scalar) && String(value) === scalar) return scalar;
  return typeof value === 'string' ? value : undefined;
}
