import { isDigit } from '../../text/digit.ts';

/**
 * Seconds of `3600`, `1h` or `1w2d3h4m5s` in `text.slice(start, end)`; -1 if it is not a TTL, or over 32 bits. Units
 * are in any order, each with a number before it, as BIND reads them; a number without a unit is valid only on its
 * own.
 */
export function parseTtl(text: string, start: number, end: number): number {
  let total = 0;
  let number = -1;
  let units = false;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (isDigit(c)) {
      number = (number < 0 ? 0 : number) * 10 + (c - 0x30);
      if (number > 0xffffffff) return -1;
      continue;
    }
    const seconds = unitSeconds(c | 0x20);
    if (seconds === 0 || number < 0) return -1;
    total += number * seconds;
    if (total > 0xffffffff) return -1;
    number = -1;
    units = true;
  }
  if (number < 0) return units ? total : -1;
  return units ? -1 : number;
}

/** The same, or the first of the two numbers of gdnsd's `MAX/MIN`. */
export function parseTtlRange(text: string, start: number, end: number): number {
  if (!isDigit(text.charCodeAt(start))) return -1;
  // Only the word: the rest of the file may be long.
  const length = text.slice(start, end).indexOf('/');
  if (length < 0) return parseTtl(text, start, end);
  const slash = start + length;
  return parseTtl(text, slash + 1, end) < 0 ? -1 : parseTtl(text, start, slash);
}

function unitSeconds(lower: number): number {
  switch (lower) {
    case 0x73:
      return 1;
    case 0x6d:
      return 60;
    case 0x68:
      return 3600;
    case 0x64:
      return 86400;
    case 0x77:
      return 604800;
    default:
      return 0;
  }
}
