import { RE2JS } from 're2js';

/**
 * Whether a path matches one of the patterns. The time is proportional to the length of the path, whatever the patterns are: they
 * come from the settings of any folder that is opened. `*` and `?` match within a name, `**` matches any folders, `{a,b}` either
 * alternative, `[0-9]` and `[!a-z]` one character. Everything else matches itself.
 *
 * This does not use a library: those that were tried backtrack, or expand `{1..1000000}` before they match.
 */
export function compileGlobs(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const compiled = RE2JS.compile(patterns.map(sourceOf).join('|'), RE2JS.DOTALL);
  return (path) => compiled.matches(path);
}

const TOKEN = /(?<=^|[/{,])\*\*\/|(?<=^|[/{,])\*\*(?=$|[,}])|\*+|\[[!^]?[^[\]/]*\]|[^*]/gsu;

function sourceOf(pattern: string): string {
  const tokens = pattern.replace(/^\.\//, '').match(TOKEN) ?? [];
  const braces = balanced(tokens);
  return tokens
    .map((token, i) => (braces.has(i) ? BRACES[token] : undefined) ?? sourceOfToken(token))
    .join('');
}

function sourceOfToken(token: string): string {
  if (token === '**/') return '(?:[^/]+/)*';
  if (token === '**') return '.*';
  if (token.startsWith('*')) return '[^/]*';
  if (token.length > 1 && token.startsWith('[')) return classOf(token);
  return token === '?' ? '[^/]' : RE2JS.quote(token);
}

/** Matches one character of the set between the brackets, but never a slash. */
function classOf(token: string): string {
  const isNegated = /^\[[!^]/.test(token);
  const set = token.slice(isNegated ? 2 : 1, -1);
  // A range from a higher to a lower character is empty.
  const ranges = [...set.matchAll(/(.)-(.)|./gsu)]
    .map(([one, from = one, to = one]) => [codePoint(from), codePoint(to)] as const)
    .flatMap(([from, to]) =>
      from < SLASH && to > SLASH
        ? ([
            [from, SLASH - 1],
            [SLASH + 1, to],
          ] as const)
        : [[from, to] as const],
    )
    .filter(([from, to]) => from <= to);
  const inside = ranges.map(([from, to]) => `\\x{${from.toString(16)}}-\\x{${to.toString(16)}}`).join('');
  if (isNegated) return `[^/${inside}]`;
  return inside === '' ? NEVER : `[${inside}]`;
}

const SLASH = 0x2f;
/** A set that never matches: it excludes all characters. */
const NEVER = '[^\\x{0}-\\x{10ffff}]';

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}

const BRACES: Readonly<Record<string, string>> = { '{': '(?:', ',': '|', '}': ')' };

/** The positions of matching braces, and of the commas in them. Other braces and commas match themselves. */
function balanced(tokens: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  const open: { readonly at: number; readonly commas: number[] }[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token === '{') open.push({ at, commas: [] });
    if (token === ',') open.at(-1)?.commas.push(at);
    const group = token === '}' ? open.pop() : undefined;
    if (group === undefined) continue;
    for (const part of [group.at, ...group.commas, at]) found.add(part);
  }
  return found;
}
