import { isOpaque } from '../octets.ts';
import type { Tag } from '../tag-list.ts';
import type { FailureOptionFault } from './model.ts';
import type { FailureOption } from './tags.ts';

export interface FailureOptions {
  /** As typed, without duplicates. */
  readonly options: readonly FailureOption[];
  /** At most one, because any fault requires rewriting the whole value. */
  readonly faults: readonly FailureOptionFault[];
}

/**
 * Reads the value of `fo`: options separated by colons. RFC 9989 §4.7 does not allow both `0` and `1`, and allows each of `d` and
 * `s` at most once. RFC 7489 §6.3 allows any of the 4 together.
 */
export function readFailureOptions(
  text: string,
  { range: whole, valueRange: range }: Pick<Tag, 'range' | 'valueRange'>,
): FailureOptions {
  const value = text.slice(range.start, range.end);
  if (isOpaque(value)) return { options: [], faults: [] };
  const words = value.split(/[ \t\r\n:,;]+/).filter((word) => word !== '');
  const options = [...new Set(words.map(toFailureOption).filter((option) => option !== undefined))];
  const strange = words.find((word) => toFailureOption(word) === undefined);
  const wrong = (fault: FailureOptionFault): FailureOptions => ({ options, faults: [fault] });
  // A finding on an empty range would not be visible.
  if (words.length === 0) return wrong({ code: 'fo-empty', range: value === '' ? whole : range });
  const both = options.includes('0') && options.includes('1');
  // "1" requests everything that "0" requests, and more.
  const replacement = options.filter((option) => !(both && option === '0')).join(':');
  if (strange !== undefined) {
    const fault = { code: 'fo-value', range, value, word: strange } as const;
    return wrong(replacement === '' ? fault : { ...fault, replacement });
  }
  if (/[,;]|[^ \t\r\n:][ \t\r\n]+[^ \t\r\n:]/.test(value))
    return wrong({ code: 'fo-separator', range, value, replacement });
  if (both) return wrong({ code: 'fo-exclusive', range, value, replacement });
  return words.length > options.length
    ? wrong({ code: 'fo-repeated', range, value, replacement })
    : { options, faults: [] };
}

function toFailureOption(word: string): FailureOption | undefined {
  const lower = word.toLowerCase();
  return lower === '0' || lower === '1' || lower === 'd' || lower === 's' ? lower : undefined;
}
