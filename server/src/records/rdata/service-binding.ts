import { HOLE } from '../../text/mapped-text.ts';
import type { FieldForm, RdataForm, TokenReader } from './form.ts';
import { quotableName } from './name.ts';
import { u16 } from './numbers.ts';
import { faultOfParams, paramFromOctets, paramFromText, paramText } from './service-params.ts';
import type { Param } from './service-params.ts';
import { faultOfEscapes, octetText } from './text.ts';
import { hasHole } from './token-cursor.ts';

/** SVCB and HTTPS. RFC 9460 §2.1. */
export const serviceBinding: RdataForm = {
  take(source) {
    source.take('priority', u16);
    source.take('target', quotableName);
    if (source.more) source.take('params', params);
  },
};

/** The canonical form is sorted by key number, as in wire format. */
const params: FieldForm = {
  kind: 'word',
  many: true,
  read: readParams,
  decode(octets) {
    const found: Param[] = [];
    while (octets.more) {
      const key = octets.number(2);
      const param = paramFromOctets(key, octetText(octets.bytes(octets.number(2))));
      const before = found[found.length - 1]?.key ?? -1;
      if ('reason' in param || key <= before) octets.fail('FORMERR');
      else found.push(param);
    }
    const fault = faultOfParams(found);
    if (fault !== undefined) octets.fail(fault);
    return found.map(paramText).join(' ');
  },
};

function readParams(cursor: TokenReader): string {
  const start = cursor.next;
  const found: Param[] = [];
  const unknown: string[] = [];
  while (cursor.more) {
    const from = cursor.next;
    const typed = readParam(cursor);
    if (typed.includes(HOLE)) {
      unknown.push(typed);
      continue;
    }
    const param = paramFromText(typed);
    if ('reason' in param) cursor.failFrom(from, param.reason);
    else found.push(param);
  }
  found.sort((a, b) => a.key - b.key);
  const fault = unknown.length === 0 ? faultOfParams(found) : undefined;
  if (fault !== undefined) cursor.failFrom(start, fault);
  return [...found.map(paramText), ...unknown].join(' ');
}

/** `key=value` decoded. The value may be a quoted string directly after the `=`. */
function readParam(cursor: TokenReader): string {
  const token = cursor.word();
  if (token === undefined) return '';
  const next = cursor.peek();
  const quoted =
    token.raw.endsWith('=') && next?.quoted === true && next.range.start === token.range.end
      ? next
      : undefined;
  if (quoted !== undefined) cursor.next++;
  for (const part of [token, quoted]) {
    const badEscape = part === undefined || hasHole(part) ? undefined : faultOfEscapes(part);
    if (badEscape !== undefined) cursor.fail(badEscape);
  }
  return token.value.text + (quoted?.value.text ?? '');
}
