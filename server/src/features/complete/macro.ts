import type { Markdown } from '../../text/markdown.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import type { Completion, Suggestion } from './suggestion.ts';

/**
 * The letters of macros, the most common first (RFC 7208 §7.2). `c`, `r` and `t` are omitted because they are only for the text
 * of `exp=`, and `p` because findings advise against it.
 */
const LETTERS: Readonly<Record<string, string>> = {
  i: 'address of the sending host',
  d: 'domain of the record',
  s: 'sender address',
  l: 'local part of the sender',
  o: 'domain of the sender',
  h: 'HELO name',
  v: 'in-addr or ip6',
};

/** What can follow a letter (RFC 7208 §7.3): digits, then `r`, then the delimiters. */
const TRANSFORMERS: readonly (readonly [string, string])[] = [
  ['', 'unchanged'],
  ['r', 'reversed'],
  ['1', 'last part'],
  ['2', 'last 2 parts'],
  ['1r', 'reversed, last part'],
  ['-', 'split at "-"'],
  ['r-', 'split at "-", reversed'],
];

/** From `%{` to the cursor, if the macro is not closed. */
const OPEN = /%\{([^{}%]*)$/;

/** The rest of the macro after the cursor, and its end. */
const REST = /^([a-z0-9.+,/_=-]*?)(\}|$)/i;

/**
 * The macros that fit at `at`, if the cursor is after `%{`: the letters, or after a letter its transformations. `undefined` if
 * the cursor is not in a macro.
 *
 * @param word the term
 * @param explain returns what the macro in the range means
 */
export function completeMacro(
  text: string,
  word: Range,
  at: number,
  explain: (range: Range, written: string) => Markdown | undefined,
): Completion | undefined {
  const before = OPEN.exec(text.slice(word.start, at))?.[1];
  if (before === undefined) return undefined;
  const [, own = '', close] = REST.exec(text.slice(at, word.end)) ?? [];
  const isClosed = close === '}';
  // Without its brace, the text after the cursor can be the rest of the value.
  const range = rangeOf(at - before.length, isClosed ? at + own.length : at);
  const letter = before.charAt(0);
  const known = Object.hasOwn(LETTERS, letter.toLowerCase()) ? letter : '';
  const written = (body: string): string => (isClosed ? body : `${body}}`);
  const suggestion = (body: string, detail: string, rank: number): Suggestion => ({
    text: written(body),
    label: `%{${body}}`,
    kind: 'value',
    detail,
    rank,
    goesOn: false,
    explain: () => explain(range, written(body)),
  });
  if (before.length > 0 && known === '') return { range, suggestions: [] };
  const suggestions =
    known === ''
      ? Object.entries(LETTERS).map(([one, meaning], rank) => suggestion(one, meaning, rank))
      : TRANSFORMERS.map(([one, meaning], rank) =>
          suggestion(`${known}${one}`, one === '' ? (LETTERS[known.toLowerCase()] ?? '') : meaning, rank),
        );
  return { range, suggestions };
}
