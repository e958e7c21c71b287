import type { DomainName } from '../../dns/names.ts';
import { relativeTo } from '../../dns/names.ts';
import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import { HOLE, HOLE_CODE } from '../../text/mapped-text.ts';
import { templatesIn } from './template.ts';

/** Decoded text as it is written between quotes: the inverse of `decodeWord`. `undefined` if a part of it is unknown. */
export function encode(value: string): string | undefined {
  if (value.includes(HOLE)) return undefined;
  let result = '';
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    const c = value[i] ?? '';
    if (c === '"' || c === '\\') result += `\\${c}`;
    else if (code < 0x20 || code > 0x7e) result += `\\${String(code).padStart(3, '0')}`;
    else result += c;
  }
  // Text that would read as a template cannot be written.
  return /\{\{|\{%|\{#|<%|\$\{|\$\(/.test(result) || templatesIn(result, 0, result.length).length > 0
    ? undefined
    : result;
}

/** The value as quoted character-strings of at most 255 octets each, split after a space if one is near. */
export function encodeStrings(value: string): string | undefined {
  return encodePieces(value)?.join(' ');
}

/** The same, piece by piece. */
export function encodePieces(value: string): readonly string[] | undefined {
  const pieces: string[] = [];
  for (let at = 0; at < value.length || pieces.length === 0;) {
    const end = cutBefore(value, at);
    const encoded = encode(value.slice(at, end));
    if (encoded === undefined) return undefined;
    pieces.push(`"${encoded}"`);
    at = end;
    if (value.length === 0) break;
  }
  return pieces;
}

function cutBefore(value: string, at: number): number {
  const most = at + MAX_CHARACTER_STRING;
  if (value.length <= most) return value.length;
  const space = value.slice(at, most).lastIndexOf(' ');
  return space > 0 ? at + space + 1 : most;
}

/** Whether the value needs no quotes (RFC 1035 §5.1) and contains nothing that another reader might misread. */
export function isBareWord(value: string): boolean {
  return /^[A-Za-z0-9._:/=+*~?@%{},-]+$/.test(value) && value.charCodeAt(0) !== HOLE_CODE && value !== '@';
}

/** A name as it is best typed under an origin: relative below it, `@` at it, otherwise with its trailing dot. */
export function encodeName(name: DomainName, origin: DomainName): string | undefined {
  if (name.includes(HOLE)) return undefined;
  if (name === origin && origin !== '') return '@';
  if (name === '') return '.';
  if (origin !== '') {
    const relative = relativeTo(name, origin);
    if (relative !== undefined) return relative;
  }
  return `${name}.`;
}
