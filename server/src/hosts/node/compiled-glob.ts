import { RE2JS } from 're2js';

/**
 * Whether a path matches one of the patterns, in time in proportion to the length of the path, whatever the patterns are:
 * they come from the settings of whatever folder is opened. `*` and `?` match within a name, `**` any folders, `{a,b}`
 * either; all else matches itself.
 */
export function compileGlobs(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const compiled = RE2JS.compile(patterns.map(sourceOf).join('|'), RE2JS.DOTALL);
  return (path) => compiled.matches(path);
}

const TOKEN = /(?<=^|[/{,])\*\*\/|(?<=^|[/{,])\*\*(?=$|[,}])|\*+|[^*]/gsu;

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
  return token === '?' ? '[^/]' : RE2JS.quote(token);
}

const BRACES: Readonly<Record<string, string>> = { '{': '(?:', ',': '|', '}': ')' };

/** The places of braces that belong together, and of the commas in them: others match themselves. */
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
