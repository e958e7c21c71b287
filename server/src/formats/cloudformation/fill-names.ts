import type { DataNode, DataScalar } from '../../data/node.ts';
import { sliceDecoded } from '../../text/decoded-text.ts';
import { joinTexts, scalarWith } from './resolved.ts';

/** A name that is replaced by a text, `${Name}`, and the text before it. */
const NAMES = { sub: /\$\{([^{}]*)\}/g, loop: /[$&]\{(\w+)\}/g, resolve: /\{\{resolve:[^{}]*\}\}/g } as const;

/** The start of an expression in a text. */
export const EXPRESSIONS = /[$&]\{|\{\{resolve:/;

/**
 * The text with its names replaced. `valueOf` returns `undefined` if a name stays as it is, and an unresolved value
 * for a part that only a deployment knows.
 */
export function fillNames(
  scalar: DataScalar,
  kind: keyof typeof NAMES,
  valueOf: (name: string, typed: string) => DataNode | undefined,
): DataNode {
  const { text, range } = scalar;
  const parts: DataNode[] = [];
  const kept = new Set<DataNode>();
  let done = 0;
  const keepUpTo = (end: number): void => {
    if (end > done) {
      const part = scalarWith(sliceDecoded(text, done, end), range);
      kept.add(part);
      parts.push(part);
    }
    done = end;
  };
  for (const match of text.text.matchAll(NAMES[kind])) {
    const [typed, name = ''] = match;
    if (kind === 'sub' && name.startsWith('!')) {
      // `${!Name}` is `${Name}`.
      keepUpTo(match.index + 2);
      done++;
      continue;
    }
    const value = valueOf(name, typed);
    if (value === undefined) continue;
    keepUpTo(match.index);
    parts.push(value);
    done = match.index + typed.length;
  }
  if (parts.length === 0) return scalar;
  keepUpTo(text.text.length);
  return joinTexts(parts, range, kept);
}
