import { typeCode } from '../../dns/types.ts';
import { templatesIn } from './template.ts';
import { parseTtlRange } from './ttl.ts';
import type { ZoneWord } from './words.ts';

/** Whether the word from `from` up to `to` is a class: IN, CH, HS or CLASSnnn (RFC 3597 §5). */
export function isClass(text: string, from: number, to: number): boolean {
  const a = text.charCodeAt(from) | 0x20;
  const b = text.charCodeAt(from + 1) | 0x20;
  if (to - from === 2)
    return (a === 0x69 && b === 0x6e) || (a === 0x63 && b === 0x68) || (a === 0x68 && b === 0x73);
  return to - from > 5 && a === 0x63 && /^CLASS\d{1,5}$/i.test(text.slice(from, to));
}

/** Whether the word is the hour at which Windows DNS last refreshed a dynamic record: `[AGE:3700000]`. */
export function isAge(text: string, from: number, to: number): boolean {
  return text.charCodeAt(from) === 0x5b && /^\[AGE:\d+\]$/i.test(text.slice(from, to));
}

/** Words that may be between a template and the type: TTL, class and another template. */
const MOST_BETWEEN = 3;

/**
 * Whether a known type is among the next words, after a TTL, a class or templates at most. Then a template before these words is
 * a TTL or a class and not the type.
 */
export function typeAhead(text: string, words: readonly ZoneWord[], from: number): boolean {
  for (const { start, end, quoted } of words.slice(from, from + MOST_BETWEEN)) {
    if (quoted) return false;
    if (typeCode(text.slice(start, end)) !== undefined) return true;
    const mayPrecede =
      isClass(text, start, end) ||
      isAge(text, start, end) ||
      parseTtlRange(text, start, end) >= 0 ||
      isTemplated(text, start, end);
    if (!mayPrecede) return false;
  }
  return false;
}

/** Whether the word begins with a template. */
export function isTemplated(text: string, from: number, to: number): boolean {
  const c = text.charCodeAt(from);
  if (c !== 0x7b && c !== 0x3c && c !== 0x24 && c !== 0x40) return false;
  return templatesIn(text, from, to)[0]?.start === from;
}
