import { rangeOf } from '../../../text/range.ts';
import type { Segment } from '../../../text/mapped-text.ts';
import { isDigit } from '../../../text/digit.ts';
import { endOfIdentifier } from './characters.ts';
import type { Expression } from './expression.ts';

const MAX_STEPS = 50;

/**
 * What `text.slice(start, end)` says when it is a string of plain characters, a whole number or a reference of plain names:
 * nine of ten expressions are, and need no parser. `undefined`: it is more than that.
 */
export function readSimpleExpression(text: string, start: number, end: number): Expression | undefined {
  const code = text.charCodeAt(start);
  if (code === 0x22) return plainString(text, start, end);
  if (isDigit(code)) return wholeNumber(text, start, end);
  return reference(text, start, end);
}

function plainString(text: string, start: number, end: number): Expression | undefined {
  const close = end - 1;
  if (close <= start || text.charCodeAt(close) !== 0x22) return undefined;
  for (let pos = start + 1; pos < close; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 0x22 || code === 0x5c || code === 0x24 || code === 0x25 || code === 0x0a) return undefined;
  }
  return {
    kind: 'template',
    form: 'quoted',
    parts: close === start + 1 ? [] : [plainText(text, start + 1, close)],
    isWrapper: false,
    range: rangeOf(start, end),
  };
}

/** Text that stands for itself. */
export function plainText(
  text: string,
  start: number,
  end: number,
): { readonly kind: 'text'; readonly text: string; readonly segments: readonly [Segment] } {
  const segment = { at: 0, length: end - start, source: rangeOf(start, end) };
  return { kind: 'text', text: text.slice(start, end), segments: [segment] };
}

function wholeNumber(text: string, start: number, end: number): Expression | undefined {
  for (let pos = start; pos < end; pos++) if (!isDigit(text.charCodeAt(pos))) return undefined;
  return { kind: 'number', value: Number(text.slice(start, end)), range: rangeOf(start, end) };
}

function reference(text: string, start: number, end: number): Expression | undefined {
  let close = endOfIdentifier(text, start, end);
  const name = text.slice(start, close);
  if (close === start || name === 'true' || name === 'false' || name === 'null') return undefined;
  let steps = 0;
  let found: Expression = { kind: 'variable', name, range: rangeOf(start, close) };
  while (close < end) {
    if (text.charCodeAt(close) !== 0x2e) return undefined;
    const from = close + 1;
    close = endOfIdentifier(text, from, end);
    // Very long ones are for the parser to refuse.
    if (close === from || ++steps > MAX_STEPS) return undefined;
    found = { kind: 'attribute', object: found, name: text.slice(from, close), range: rangeOf(start, close) };
  }
  return found;
}
