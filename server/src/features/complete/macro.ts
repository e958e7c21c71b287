import type { Markdown } from '../../text/markdown.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import type { Completion, Suggestion } from './suggestion.ts';

/**
 * The letters of macros in the order of their use (RFC 7208 §7.2). `c`, `r` and `t` are not here, since they are for the text of
 * `exp=` alone, nor is `p`: findings advise against it.
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

/** What can follow a letter (RFC 7208 §7.3): digits, then `r`, then where the value is split. */
const TRANSFORMERS: readonly (readonly [string, string])[] = [
  ['', 'unchanged'],
  ['r', 'reversed'],
  ['1', 'last part'],
  ['2', 'last 2 parts'],
  ['1r', 'reversed, last part'],
  ['-', 'split at "-"'],
  ['r-', 'split at "-", reversed'],
];

/** From `%{` to the cursor, as long as the macro is not closed. */
const OPEN = /%\{([^{}%]*)$/;

/** The rest of the macro behind the cursor, and its end. */
const REST = /^([a-z0-9.+,/_=-]*?)(\}|$)/i;

/**
 * The macros that fit at `at`, where the cursor is behind `%{`: the letters, and with a letter what can be done with its value.
 * `undefined`: it is not in a macro. `word`: the term. `explain`: what the macro in the range means.
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
  // Without its brace, what is behind the cursor may be the text that goes on.
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
