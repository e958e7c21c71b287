import { MAX_CHARACTER_STRING, MAX_RDATA } from '../../dns/limits.ts';
import { HOLE, MappedText } from '../../text/mapped-text.ts';
import type { Range } from '../../text/range.ts';
import type { RdataContext, RdataFault, RdataReading, RdataReason, RdataToken } from '../rdata.ts';
import type { FieldForm } from './form.ts';
import { Octets } from './octets.ts';
import { hasHole } from './token-cursor.ts';

/** One character-string. RFC 1035 §3.3. */
export const characterString: FieldForm = {
  kind: 'string',
  read(cursor) {
    const token = cursor.token();
    if (token === undefined) return '';
    const fault = faultOfString(token);
    if (fault !== undefined) cursor.fail(fault);
    return token.value.text;
  },
  decode: (octets) => octetText(octets.bytes(octets.number(1))),
};

/** Text of any length that takes the rest of the RDATA in wire format. */
export const anyText: FieldForm = {
  kind: 'string',
  read(cursor) {
    const token = cursor.token();
    if (token === undefined) return '';
    const fault = faultOfEscapes(token);
    if (fault !== undefined) cursor.fail(fault);
    return token.value.text;
  },
  decode: (octets) => octetText(octets.rest()),
};

export function octetText(octets: readonly number[]): string {
  let text = '';
  for (const octet of octets) text += String.fromCharCode(octet);
  return text;
}

/** Why BIND rejects the string. An unresolved part may be empty, so only the known parts count. */
function faultOfString(token: RdataToken): RdataReason | undefined {
  return faultOfEscapes(token) ?? (isTooLong(token.value.text) ? 'syntax error' : undefined);
}

function isTooLong(text: string): boolean {
  return text.length > MAX_CHARACTER_STRING && knownOctets(text) > MAX_CHARACTER_STRING;
}

function knownOctets(text: string): number {
  return text.includes(HOLE) ? text.replaceAll(HOLE, '').length : text.length;
}

/** `\1`, `\256` and a backslash at the end are invalid. RFC 1035 §5.1. */
export function faultOfEscapes(token: RdataToken): RdataReason | undefined {
  if (!token.raw.includes('\\') || hasHole(token)) return undefined;
  for (const [escape] of token.raw.matchAll(/\\(?:\d{1,3}|[^])?/g)) {
    const digits = escape.slice(1);
    if (digits === '') return 'syntax error';
    if (/^\d/.test(digits) && (digits.length < 3 || Number(digits) > 255)) return 'syntax error';
  }
  return undefined;
}

/** A string as BIND writes it: in quotes, with octets that do not print as `\\DDD`. An unresolved part is kept. */
export function quoteCharacterString(text: string): string {
  if (!/[^ !#-[\]-~]/.test(text)) return `"${text}"`;
  let escaped = '';
  for (const unit of text) escaped += unit === HOLE ? HOLE : escapeUnit(unit);
  return `"${escaped}"`;
}

function escapeUnit(unit: string): string {
  if (unit === '"' || unit === '\\') return `\\${unit}`;
  return unit >= ' ' && unit <= '~' ? unit : `\\${String(unit.charCodeAt(0)).padStart(3, '0')}`;
}

/**
 * RDATA that consists of one or more character-strings only. The strings are returned whole even if they have faults, but at most
 * {@link MAX_RDATA} octets: nothing of a longer record is published, so nothing is returned.
 */
export function readStrings(tokens: readonly RdataToken[], context: RdataContext): RdataReading {
  const faults: RdataFault[] = [];
  let octets = 0;
  for (const token of tokens) {
    const reason = faultOfString(token);
    if (reason !== undefined) faults.push({ reason, range: token.range });
    octets += 1 + knownOctets(token.value.text);
  }
  const last = tokens[tokens.length - 1];
  if (last === undefined) faults.push({ reason: 'unexpected end of input', range: context.end });
  else if (octets > MAX_RDATA) {
    const rdata = { kind: 'text', strings: [], value: MappedText.join([]) } as const;
    return { rdata, faults: [{ reason: 'ran out of space', range: last.range }] };
  }
  const strings = tokens.map(({ value, quoted, range }) => ({ value, quoted, range }));
  return { rdata: { kind: 'text', strings, value: MappedText.join(tokens.map((t) => t.value)) }, faults };
}

/** The same from RFC 3597 octets with the source range `range`. Returns a reason if they are not strings. */
export function decodeStrings(octets: readonly number[], range: Range): RdataReading['rdata'] | RdataReason {
  const source = new Octets(octets, range);
  const values: MappedText[] = [];
  do values.push(MappedText.unwritten(characterString.decode(source)));
  while (source.more);
  if (source.fault !== undefined) return source.fault;
  const strings = values.map((value) => ({ value, quoted: false, range }));
  return { kind: 'text', strings, value: MappedText.join(values) };
}
