import { MAX_RDATA } from '../../dns/limits.ts';
import { cover } from '../../text/range.ts';
import type { RdataContext, RdataReading, RdataToken } from '../rdata.ts';
import { octetsOfHex, readHex } from './binary.ts';
import { FORMS, TEXT_TYPES } from './forms.ts';
import { readDecimal } from './numbers.ts';
import { Octets } from './octets.ts';
import { inGroups } from './print.ts';
import { decodeStrings } from './text.ts';
import { TokenCursor } from './token-cursor.ts';

/** `\# n hex`: RDATA of any type as octets. RFC 3597 §5. In a TXT record without a number after it, `\#` is a string. */
export function isGeneric(type: string, tokens: readonly RdataToken[]): boolean {
  const [first, second] = tokens;
  if (first?.quoted !== false || first.raw !== '\\#') return false;
  return type !== 'TXT' || (second?.quoted === false && /^\d+$/.test(second.raw));
}

/** The record for the octets, if the form of the type is known. RFC 3597 §5 treats them as equal. */
export function readGeneric(
  type: string,
  tokens: readonly RdataToken[],
  context: RdataContext,
): RdataReading {
  const cursor = new TokenCursor(tokens, context, 1);
  const length = Number(readDecimal(cursor, MAX_RDATA));
  const from = cursor.next;
  const digits =
    cursor.fault === undefined && length > 0 ? readHex(cursor, length, length, 'ran out of space') : '';
  if (cursor.more) {
    cursor.next++;
    cursor.fail('extra input text');
  }
  const text = digits === '' ? `\\# ${length}` : `\\# ${length} ${inGroups(digits)}`;
  const opaque = { kind: 'opaque', text } as const;
  if (cursor.fault !== undefined)
    return { rdata: { ...opaque, text: typedRdata(tokens) }, faults: [cursor.fault] };
  const octets = octetsOfHex(digits);
  const range = cover(tokens[from]?.range ?? context.end, tokens[tokens.length - 1]?.range ?? context.end);
  if (TEXT_TYPES.has(type)) {
    const rdata = decodeStrings(octets, range);
    return typeof rdata === 'string'
      ? { rdata: opaque, faults: [{ reason: rdata, range }] }
      : { rdata, faults: [] };
  }
  const form = FORMS.get(type);
  if (form === undefined) return { rdata: opaque, faults: [] };
  const source = new Octets(octets, range);
  form.take(source);
  if (source.opaque && source.fault === undefined) return { rdata: opaque, faults: [] };
  if (source.left > 0) source.fail('extra input data');
  if (source.fault !== undefined) return { rdata: opaque, faults: [{ reason: source.fault, range }] };
  return { rdata: { kind: 'fields', fields: source.fields }, faults: [] };
}

/** RDATA as written, with one space between words. An unresolved part is a HOLE. */
export function typedRdata(tokens: readonly RdataToken[]): string {
  return tokens.map(typedToken).join(' ');
}

function typedToken(token: RdataToken): string {
  const text = token.value.complete ? token.raw : token.value.text;
  return token.quoted ? `"${text}"` : text;
}
