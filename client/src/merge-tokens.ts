/** The server's token types, in the order of its legend. A test compares the two. */
export const ownTokenTypes: readonly string[] = [
  'keyword',
  'operator',
  'function',
  'property',
  'string',
  'number',
  'enumMember',
  'macro',
];

/** The server's token modifiers, in the order of its legend. A test compares the two. */
export const ownTokenModifiers: readonly string[] = ['mail'];

/** Semantic tokens of a document as packed by the protocol, with the names of their types and modifiers. */
export interface PackedTokens {
  readonly data: ArrayLike<number>;
  readonly types: readonly string[];
  readonly modifiers: readonly string[];
}

interface Token {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly type: number;
  readonly modifiers: number;
}

/** Merges two lists of types or modifiers: first `names`, then those that are only in `more`. */
export function mergedNames(names: readonly string[], more: readonly string[]): readonly string[] {
  return [...names, ...more.filter((name) => !names.includes(name))];
}

/**
 * Merges and packs the tokens of both, with types and modifiers in the order of `mergedNames`. Where two tokens overlap, the one
 * from `over` replaces that part of the other.
 */
export function mergeTokens(under: PackedTokens, over: PackedTokens): Uint32Array {
  const types = mergedNames(under.types, over.types);
  const modifiers = mergedNames(under.modifiers, over.modifiers);
  const top = unpack(over).map((token) => ({
    ...token,
    type: types.indexOf(over.types[token.type] ?? ''),
    modifiers: over.modifiers.reduce(
      (bits, name, i) => ((token.modifiers >> i) & 1 ? bits | (1 << modifiers.indexOf(name)) : bits),
      0,
    ),
  }));
  const merged: Token[] = [...top];
  let next = 0;
  for (const token of unpack(under)) {
    while (isBefore(top[next], token)) next++;
    let { start } = token;
    for (let i = next; top[i]?.line === token.line && (top[i]?.start ?? 0) < token.end; i++) {
      const above = top[i];
      if (above === undefined) break;
      if (above.start > start) merged.push({ ...token, start, end: above.start });
      start = Math.max(start, above.end);
    }
    if (start < token.end) merged.push({ ...token, start });
  }
  return pack(merged.sort((a, b) => a.line - b.line || a.start - b.start));
}

/** Whether a token ends before another one starts. */
function isBefore(a: Token | undefined, b: Token): boolean {
  return a !== undefined && (a.line < b.line || (a.line === b.line && a.end <= b.start));
}

function unpack({ data }: PackedTokens): readonly Token[] {
  const tokens: Token[] = [];
  let line = 0;
  let start = 0;
  for (let i = 0; i + 4 < data.length; i += 5) {
    const lines = data[i] ?? 0;
    line += lines;
    start = lines === 0 ? start + (data[i + 1] ?? 0) : (data[i + 1] ?? 0);
    tokens.push({
      line,
      start,
      end: start + (data[i + 2] ?? 0),
      type: data[i + 3] ?? 0,
      modifiers: data[i + 4] ?? 0,
    });
  }
  return tokens;
}

function pack(tokens: readonly Token[]): Uint32Array {
  const data = new Uint32Array(tokens.length * 5);
  let line = 0;
  let start = 0;
  tokens.forEach((token, i) => {
    const isSameLine = token.line === line;
    data.set(
      [
        token.line - line,
        isSameLine ? token.start - start : token.start,
        token.end - token.start,
        token.type,
        token.modifiers,
      ],
      i * 5,
    );
    ({ line, start } = token);
  });
  return data;
}
