import { isDigit } from '../../text/digit.ts';
import { WHITESPACE, classOf } from './characters.ts';
import * as rows from './rows.ts';

/**
 * True if the RDATA of a common type is certainly correct, without building the record. This covers most records of a large file;
 * the others are read in full.
 */
export function isCertainlyRight(
  text: string,
  type: number,
  flags: number,
  start: number,
  end: number,
): boolean {
  if ((flags & (rows.UNUSUAL | rows.FAULTY | rows.LONG_STRING)) !== 0) return false;
  switch (type) {
    case 1:
      return isDottedQuad(text, start, end);
    case 2:
    case 5:
    case 12:
      return isPlainName(text, start, end);
    case 15: {
      let pos = start;
      while (pos < end && pos - start < 4 && isDigit(text.charCodeAt(pos))) pos++;
      const digitsEnd = pos;
      while (pos < end && classOf(text.charCodeAt(pos)) === WHITESPACE) pos++;
      return digitsEnd > start && pos > digitsEnd && isPlainName(text, pos, end);
    }
    case 16:
    case 99:
      // RDATA may have up to 65,535 octets (RFC 1035 §3.2.1). Far below that, nothing needs to be counted.
      return end - start < 60_000 && (text.charCodeAt(start) === 0x22 || isPlainName(text, start, end));
    case 28:
      return isPlainIpv6(text, start, end);
    default:
      return false;
  }
}

function isDottedQuad(text: string, start: number, end: number): boolean {
  let dots = 0;
  let digits = 0;
  let number = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x2e) {
      if (digits === 0 || ++dots > 3) return false;
      digits = 0;
      number = 0;
    } else if (isDigit(c)) {
      if (digits > 0 && number === 0) return false;
      number = number * 10 + (c - 0x30);
      if (++digits > 3 || number > 255) return false;
    } else {
      return false;
    }
  }
  return dots === 3 && digits > 0;
}

/**
 * Letters, digits, `-` and `_` in labels of at most 63 characters, and at most 200 characters in total. The name may be relative.
 */
function isPlainName(text: string, start: number, end: number): boolean {
  if (end - start > 100 || end === start) return false;
  let label = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x2e) {
      if (label === 0) return false;
      label = 0;
    } else if (isDigit(c) || c === 0x2d || c === 0x5f || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a)) {
      if (++label > 63) return false;
    } else {
      return false;
    }
  }
  return true;
}

/** Up to 8 groups of up to 4 hexadecimal digits, with at most one `::`. Forms with a dotted part are not covered. */
function isPlainIpv6(text: string, start: number, end: number): boolean {
  let groups = 0;
  let digits = 0;
  let gap = false;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    const lower = c | 0x20;
    if (isDigit(c) || (lower >= 0x61 && lower <= 0x66)) {
      if (digits === 0) groups++;
      if (++digits > 4) return false;
    } else if (c === 0x3a) {
      if (text.charCodeAt(i + 1) === 0x3a && i + 1 < end) {
        if (gap) return false;
        gap = true;
        i++;
      } else if (digits === 0) {
        return false;
      }
      digits = 0;
    } else {
      return false;
    }
  }
  if (digits === 0 && !text.startsWith('::', end - 2)) return false;
  return gap ? groups < 8 : groups === 8;
}
