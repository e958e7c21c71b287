import { lineStart } from '../../data/yaml-lines.ts';
import type { TypedPart } from '../../record-sets/record-set.ts';
import type { Range } from '../../text/range.ts';

/** How Bicep or JSON writes the values of a template. */
export interface AzureSyntax {
  /** A text as a string literal; `undefined` if it cannot be one. */
  readonly typeText: (text: string) => string | undefined;
  /** The separator of list items on separate lines. */
  readonly separator: '' | ',';
  readonly typeKey: (name: string) => string;
  /** A declaration. `print` prints its body, with other entries first. */
  readonly typeResource: (parts: {
    readonly type: string;
    readonly symbol: string;
    readonly print: (before: readonly (readonly [name: string, value: string])[]) => string;
  }) => string;
  /** Entries of a resource that a neighboring one has, too. */
  readonly copied: readonly string[];
}

/**
 * Prints texts as the list of strings at a range, on separate lines if its items are. `undefined` if the list contains anything
 * else.
 */
export function typeList(
  source: string,
  range: Range,
  words: readonly TypedPart[],
  { typeText, separator }: AzureSyntax,
  strings: readonly string[],
): string | undefined {
  const isTyped = words.every((word) => isTypedIn(word, range));
  const isList = source[range.start] === '[' && isTyped && hasNothingElse(source, range, words);
  if (!isList || strings.length === 0) return undefined;
  const typed: string[] = [];
  for (const string of strings) {
    const one = /[^\x20-\x7e]/.test(string) ? undefined : typeText(string);
    if (one === undefined) return undefined;
    typed.push(one);
  }
  const [first] = words;
  const inner = first && source.slice(lineStart(source, first.range.start), first.range.start);
  const isOnLines = inner !== undefined && inner.trim() === '' && first?.range.start !== range.start + 1;
  if (!isOnLines) return `[${typed.join(', ')}]`;
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const start = lineStart(source, range.start);
  const outer = /^[ \t]*/.exec(source.slice(start, range.start))?.[0] ?? '';
  return `[${eol}${inner}${typed.join(`${separator}${eol}${inner}`)}${eol}${outer}]`;
}

/** Whether the whole text is one string in a list. */
function isTypedIn({ text, range }: TypedPart, list: Range): boolean {
  const isWithin = list.start <= range.start && range.end <= list.end;
  return isWithin && text.segments.every(({ of }) => of === range.start);
}

/** Whether a list contains only the words and their separators. A comment would be lost. */
function hasNothingElse(source: string, { start, end }: Range, words: readonly TypedPart[]): boolean {
  let at = start;
  for (const { range } of words) {
    if (!/^[[,\s]*$/.test(source.slice(at, range.start))) return false;
    at = range.end;
  }
  return /^[\],\s]*$/.test(source.slice(at, end));
}
