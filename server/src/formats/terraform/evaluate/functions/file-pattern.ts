/** Alternatives that the braces of one pattern expand to. */
export const MAX_ALTERNATIVES = 64;

/** One path segment of a pattern. */
export type PatternPart =
  /** A folder or a file with that name; `..` is the parent folder. */
  | { readonly kind: 'name'; readonly name: string }
  /** `**`: any number of folders, including none. */
  | { readonly kind: 'any-depth' }
  | { readonly kind: 'glob'; readonly glob: string; matches(name: string): boolean };

/**
 * The segments of a pattern as Terraform's `fileset` reads it (doublestar 1): `*`, `?`, `[a-z]`, `[^a]`, `{a,b}`, `\` and `**`,
 * once for each alternative of its braces. `undefined`: it is not a pattern, or has too many alternatives.
 *
 * @param pattern without `.` and double slashes
 */
export function patternParts(pattern: string): readonly (readonly PatternPart[])[] | undefined {
  const alternatives = expandBraces(pattern);
  if (alternatives === undefined) return undefined;
  const all: (readonly PatternPart[])[] = [];
  for (const alternative of alternatives) {
    const parts: PatternPart[] = [];
    for (const text of alternative.split('/')) {
      const part = partOf(text);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    all.push(parts);
  }
  return all;
}

function partOf(text: string): PatternPart | undefined {
  if (text === '**') return { kind: 'any-depth' };
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  if (tokens.every((token) => token.kind === 'character')) {
    return { kind: 'name', name: tokens.map(({ character }) => character).join('') };
  }
  return { kind: 'glob', glob: text, matches: (name) => matches(tokens, Array.from(name)) };
}

type Token =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'class'; has(character: string): boolean };

/** `undefined` for an invalid pattern: an unclosed `[`, or `\` at the end. */
function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    TOKEN.lastIndex = at;
    const [token = '', escaped, inverted, ranges] = TOKEN.exec(text) ?? [];
    if (token === '') return undefined;
    at += token.length;
    if (escaped !== undefined) tokens.push({ kind: 'character', character: escaped });
    else if (ranges !== undefined) tokens.push(classOf(ranges, inverted === '^'));
    else if (token === '*') tokens.push({ kind: 'star' });
    else if (token === '?') tokens.push({ kind: 'any' });
    else tokens.push({ kind: 'character', character: token });
  }
  return tokens;
}

const TOKEN = /\\(.)|\[(\^?)((?:\\.|[^\]\\])+)\]|[^\\[]/suy;
const RANGE = /(\\.|[^\\])(?:-(\\.|[^\\]))?/gsu;

function classOf(ranges: string, isInverted: boolean): Token {
  const pairs = [...ranges.matchAll(RANGE)].map(([, first = '', last = first]) => {
    const bare = (text: string): string => (text.startsWith('\\') ? text.slice(1) : text);
    return [bare(first), bare(last)] as const;
  });
  return {
    kind: 'class',
    has: (character) => pairs.some(([first, last]) => first <= character && character <= last) !== isInverted,
  };
}

/** Takes at most as many steps as the product of the two lengths. */
function matches(tokens: readonly Token[], name: readonly string[]): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < name.length) {
    const one = tokens[token];
    if (one?.kind === 'star') {
      star = token++;
      starAt = at;
    } else if (one !== undefined && takes(one, name[at] ?? '')) {
      token++;
      at++;
    } else if (star >= 0) {
      // The last star matches one more character.
      token = star + 1;
      at = ++starAt;
    } else return false;
  }
  return tokens.slice(token).every(({ kind }) => kind === 'star');
}

function takes(token: Token, character: string): boolean {
  switch (token.kind) {
    case 'character':
      return token.character === character;
    case 'class':
      return token.has(character);
    case 'any':
      return true;
    case 'star':
      return false;
  }
}

/** The pattern once for each choice in its braces; `undefined` if they are not closed, or there are too many. */
function expandBraces(pattern: string): readonly string[] | undefined {
  const open = [pattern];
  const expanded: string[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (open.length + expanded.length >= MAX_ALTERNATIVES) return undefined;
    const braces = firstBraces(next);
    if (braces === undefined) return undefined;
    if (braces === 'none') expanded.push(next);
    else for (const choice of braces.choices) open.push(`${braces.before}${choice}${braces.after}`);
  }
  return expanded;
}

interface Braces {
  readonly before: string;
  readonly choices: readonly string[];
  readonly after: string;
}

/** The first outermost braces. */
function firstBraces(pattern: string): Braces | 'none' | undefined {
  let depth = 0;
  let start = 0;
  let from = 0;
  const choices: string[] = [];
  for (let at = 0; at < pattern.length; at++) {
    switch (pattern[at]) {
      case '\\':
        at++;
        break;
      case '{':
        if (depth++ > 0) break;
        start = at;
        from = at + 1;
        break;
      case ',':
        if (depth !== 1) break;
        choices.push(pattern.slice(from, at));
        from = at + 1;
        break;
      case '}':
        if (depth === 0 || --depth > 0) break;
        choices.push(pattern.slice(from, at));
        return { before: pattern.slice(0, start), choices, after: pattern.slice(at + 1) };
    }
  }
  return depth === 0 ? 'none' : undefined;
}
