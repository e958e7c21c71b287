import type { Range } from '../../text/range.ts';
import type { PolicyFault } from '../policy-record.ts';
import { isOpaque, readable } from '../octets.ts';
import type { FailureOption } from './tags.ts';

export interface FailureOptions {
  /** As typed, each once. */
  readonly options: readonly FailureOption[];
  /** At most one: whatever is wrong, the value as a whole has to be written anew. */
  readonly faults: readonly PolicyFault[];
}

/**
 * Reads the value of `fo`: options with colons between them. RFC 9989 §4.7 wants not both `0` and `1`, and each of `d`
 * and `s` at most once; RFC 7489 §6.3 allows any of the four together.
 */
export function readFailureOptions(text: string, value: Range): FailureOptions {
  const typed = text.slice(value.start, value.end);
  if (isOpaque(typed)) return { options: [], faults: [] };
  const words = typed.split(/[ \t\r\n:,;]+/).filter((word) => word !== '');
  const options = [...new Set(words.map(toFailureOption).filter((option) => option !== undefined))];
  const strange = words.find((word) => toFailureOption(word) === undefined);
  const shown = readable(typed);
  const fault = (code: string, data: Readonly<Record<string, string>>): FailureOptions => ({
    options,
    faults: [{ code, range: value, data: { value: shown, ...data } }],
  });
  if (words.length === 0) return fault('fo-empty', {});
  const both = options.includes('0') && options.includes('1');
  // "1" asks for all that "0" asks for, and more.
  const mended = options.filter((option) => !(both && option === '0')).join(':');
  if (strange !== undefined)
    return fault('fo-value', { word: readable(strange), ...(mended === '' ? {} : { replacement: mended }) });
  if (/[,;]|[^ \t\r\n:][ \t\r\n]+[^ \t\r\n:]/.test(typed))
    return fault('fo-separator', { replacement: mended });
  if (both) return fault('fo-exclusive', { replacement: mended });
  return words.length > options.length
    ? fault('fo-repeated', { replacement: mended })
    : { options, faults: [] };
}

function toFailureOption(word: string): FailureOption | undefined {
  const lower = word.toLowerCase();
  return lower === '0' || lower === '1' || lower === 'd' || lower === 's' ? lower : undefined;
}
