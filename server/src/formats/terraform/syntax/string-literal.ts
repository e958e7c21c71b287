import { rangeOf } from '../../../text/range.ts';
import { TextBuilder } from '../../../text/decoded-text.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import { isEscapedSequence } from './skipper.ts';
import { fileSource } from './source.ts';
import type { ExpressionSource } from './source.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/**
 * Decodes the escape that starts with the backslash at `at`, and returns where it ends (HCL native syntax specification,
 * "Template Literals"). An invalid one is decoded as the text after the backslash.
 */
export function decodeEscape(
  source: ExpressionSource,
  at: number,
  end: number,
  into: TextBuilder,
  onFault: (fault: SyntaxFault) => void,
): number {
  const { text } = source;
  const selector = at + 1 < end ? (text[at + 1] ?? '') : '';
  const means = (decoded: string, close: number): number => {
    const range = source.range(at, close);
    into.add(decoded, range.start, range.end);
    return close;
  };
  const wrong = (detail: string, close: number): number => {
    onFault({ summary: 'Invalid escape sequence', detail, range: source.range(at, close) });
    return means(text.slice(at + 1, close), close);
  };
  const simple = ESCAPES[selector];
  if (simple !== undefined) return means(simple, at + 2);
  if (selector === '') {
    return wrong('Backslash must be followed by an escape sequence selector character.', at + 1);
  }
  if (selector !== 'u' && selector !== 'U') {
    const symbol = String.fromCodePoint(text.codePointAt(at + 1) ?? 0);
    return wrong(`The symbol "${symbol}" is not a valid escape sequence selector.`, at + 1 + symbol.length);
  }
  const digits = selector === 'u' ? 4 : 8;
  const close = at + 2 + digits;
  const typed = text.slice(at + 2, Math.min(close, end));
  if (typed.length < digits || !/^[0-9A-Fa-f]*$/.test(typed)) {
    const number = selector === 'u' ? 'four' : 'eight';
    return wrong(
      `The \\${selector} escape sequence must be followed by ${number} hexadecimal digits.`,
      at + 2,
    );
  }
  const point = parseInt(typed, 16);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    return wrong(`Cannot encode character U+${typed} in UTF-8.`, close);
  }
  return means(String.fromCodePoint(point), close);
}

/** The text of a block's label, a string without templates, from its opening quote at `at` to `end`, after its closing quote. */
export function quotedLabel(
  text: string,
  at: number,
  end: number,
): { readonly text: string; readonly faults: readonly SyntaxFault[] } {
  const inner = text.slice(at + 1, end - 1);
  if (!/[\\$%]/.test(inner)) return { text: inner, faults: [] };
  const source = fileSource(text);
  const builder = new TextBuilder();
  const faults: SyntaxFault[] = [];
  let run = at + 1;
  let pos = run;
  while (pos < end - 1) {
    const c = text[pos] ?? '';
    const isSign = c === '$' || c === '%';
    if (c === '\\') {
      builder.verbatim(text, run, pos);
      pos = decodeEscape(source, pos, end - 1, builder, (fault) => faults.push(fault));
      run = pos;
    } else if (isSign && isEscapedSequence(text, pos)) {
      builder.verbatim(text, run, pos);
      builder.add(`${c}{`, pos, pos + 3);
      pos += 3;
      run = pos;
    } else {
      if (isSign && text[pos + 1] === '{') {
        const detail = `Template sequences are not allowed in this string. To include a literal "${c}", double it (as "${c}${c}") to escape it.`;
        faults.push({ summary: 'Invalid string literal', detail, range: rangeOf(pos, pos + 2) });
      }
      pos++;
    }
  }
  builder.verbatim(text, run, end - 1);
  return { text: builder.take().text, faults };
}
