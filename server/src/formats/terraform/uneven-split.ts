/** A split that does not insert as much as it removes. */
export interface UnevenSplit {
  readonly at: 'pattern' | 'replacement';
  /** Characters in each match. */
  readonly taken: number;
  /** How many of them are in the result. */
  readonly given: number;
  /** The correct text, if it is certain. */
  readonly fixed: string | undefined;
}

/** One group that matches a number of arbitrary characters, possibly with more of them after it: `/(.{255})./`. */
const PATTERN = /^\/(\(\.\{(?:\d{1,4},)?(\d{1,4})\}\))((?:\.(?:\{\d{1,4}\})?)*)\/$/;

/** Quotes and spaces that end a string and begin another one, and their temporary placeholder. */
const JOINT = /["{]/;

/**
 * The fault in `replace(text, pattern, replacement)` if it splits a long text into strings: each match must be in the result
 * exactly once, next to the quotes.
 */
export function unevenSplit(call: readonly [string, string] | undefined): UnevenSplit | undefined {
  if (call === undefined) return undefined;
  const [pattern, replacement] = call;
  const match = PATTERN.exec(pattern);
  if (match === null || !JOINT.test(replacement)) return undefined;
  const [, group = '', size = '', rest = ''] = match;
  const grouped = Number(size);
  const lost = [...rest.matchAll(/\.(?:\{(\d+)\})?/g)].reduce((sum, [, n]) => sum + Number(n ?? 1), 0);
  const back = [...replacement.matchAll(/\$(?:1(?!\d)|\{1\})/g)].length;
  const whole = [...replacement.matchAll(/\$(?:0(?!\d)|\{0\})/g)].length;
  const taken = grouped + lost;
  const given = back * grouped + whole * taken;
  if (given === taken) return undefined;
  if (back === 1 && whole === 0) return { at: 'pattern', taken, given, fixed: `/${group}/` };
  return { at: 'replacement', taken, given, fixed: undefined };
}
