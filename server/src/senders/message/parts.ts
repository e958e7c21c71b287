import { rangeOf } from '../../text/range.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { decodeBody, isEncoding } from './decode.ts';
import { headerOf, readHeaders } from './headers.ts';
import type { Header } from './headers.ts';

/** A part of a message without further parts, in the order of the message. A message without parts is one part. */
export interface Part {
  /** The type in lowercase, such as `text/plain`. */
  readonly type: string;
  /** `type` was recognized by the content, because another type or none was declared. */
  readonly byContent?: true;
  /** The file name of an attachment. */
  readonly name: string | undefined;
  /** The decoded text, which maps back to the given text. */
  readonly body: MappedText;
}

export interface Message {
  readonly headers: readonly Header[];
  readonly parts: readonly Part[];
}

/** Parts of a message that are read. Real reports have 3 parts, 2 levels deep. */
const MAX_PARTS = 20_000;
/** Nesting levels of message parts that are read. */
const MAX_DEPTH = 8;

/** RFC 2045, RFC 2046. `text` must have no transfer encoding left. */
export function readMessage(text: MappedText): Message {
  const { headers, end } = readHeaders(text, 0, text.length);
  const parts: Part[] = [];
  collectParts(text, { headers, start: end, end: text.length, depth: 0 }, parts);
  return { headers, parts };
}

interface Entity {
  readonly headers: readonly Header[];
  /** The place of the body in the text. */
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

function collectParts(text: MappedText, entity: Entity, parts: Part[]): void {
  if (parts.length >= MAX_PARTS) return;
  const { headers, start, end, depth } = entity;
  const contentType = headerOf(headers, 'content-type')?.text ?? 'text/plain';
  const type = /^[\w.+-]{1,100}\/[\w.+-]{1,100}/.exec(contentType)?.[0].toLowerCase() ?? 'text/plain';
  const boundary = type.startsWith('multipart/') ? boundaryOf(contentType) : undefined;
  const pieces =
    boundary === undefined || depth >= MAX_DEPTH ? [] : piecesBetween(text.text, boundary, start, end);
  if (pieces.length === 0) {
    // The boundary does not occur, but the text is still worth reading.
    parts.push({
      type: type.startsWith('multipart/') ? 'text/plain' : type,
      name: nameOf(headers),
      body: decodedBody(text, entity),
    });
    return;
  }
  for (const piece of pieces) {
    const block = readHeaders(text, piece.start, piece.end);
    collectParts(text, { headers: block.headers, start: block.end, end: piece.end, depth: depth + 1 }, parts);
    if (parts.length >= MAX_PARTS) return;
  }
}

/** Maps places back to the given text, whatever the text was decoded from. */
function decodedBody(text: MappedText, { headers, start, end }: Entity): MappedText {
  const encoding = headerOf(headers, 'content-transfer-encoding')?.text.toLowerCase() ?? '';
  if (!isEncoding(encoding)) return text.slice(start, end);
  const decoded = decodeBody(text.text.slice(start, end), start, encoding);
  const segments = decoded.segments.flatMap((segment) => {
    const source = text.toSource(segment.source);
    return source === undefined ? [] : [{ ...segment, source }];
  });
  return new MappedText(decoded.text, segments);
}

/** `name="report.eml"`, `filename=report.eml` */
function nameOf(headers: readonly Header[]): string | undefined {
  for (const field of ['content-disposition', 'content-type']) {
    const value = headerOf(headers, field)?.text.slice(0, 2000) ?? '';
    const match = /;\s{0,20}(?:file)?name\*?\s{0,5}=\s{0,5}(?:"([^"]{1,300})"|([^\s;"]{1,300}))/i.exec(value);
    if (match !== null) return match[1] ?? match[2];
  }
  return undefined;
}

function boundaryOf(contentType: string): string | undefined {
  const match = /;\s{0,20}boundary\s{0,5}=\s{0,5}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType);
  return match?.[1] ?? match?.[2];
}

/** The text between the lines that begin with the boundary. RFC 2046 §5.1.1. */
function piecesBetween(
  text: string,
  boundary: string,
  start: number,
  end: number,
): readonly { readonly start: number; readonly end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  const delimiter = `--${boundary}`;
  let open: number | undefined;
  for (let at = text.indexOf(delimiter, start); at >= 0 && at < end;) {
    const next = at + delimiter.length;
    const before = text[at - 1];
    if (at === start || before === '\n' || before === '\r') {
      if (open !== undefined) pieces.push(rangeOf(open, withoutLineEnd(text, open, at)));
      if (text.startsWith('--', next)) return pieces;
      const line = text.indexOf('\n', next);
      open = line < 0 || line >= end ? end : line + 1;
      if (pieces.length >= MAX_PARTS) return pieces;
    }
    at = text.indexOf(delimiter, next);
  }
  // The message was cut off.
  if (open !== undefined && open < end) pieces.push(rangeOf(open, end));
  return pieces;
}

/** The line end before a boundary belongs to the boundary. */
function withoutLineEnd(text: string, start: number, end: number): number {
  let to = end;
  if (to > start && text[to - 1] === '\n') to--;
  if (to > start && text[to - 1] === '\r') to--;
  return to;
}
