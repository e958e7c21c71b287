/** A split that does not put back what it takes. */
export interface UnevenSplit {
  readonly at: 'pattern' | 'replacement';
  /** Characters of each match. */
  readonly taken: number;
  /** How many of them are in the result. */
  readonly given: number;
  /** The text that must replace it, if that is certain. */
  readonly mended: string | undefined;
}

/** One group of a number of arbitrary characters, and perhaps more of them after it: `/(.{255})./`. */
const PATTERN = /^\/(\(\.\{(?:\d{1,4},)?(\d{1,4})\}\))((?:\.(?:\{\d{1,4}\})?)*)\/$/;

/** Quotes and white space that end a string and begin another one, and temporary placeholders for them. */
const JOINT = /["{]/;

/**
 * What is wrong with `replace(text, pattern, replacement)` when it is meant to split a long text into strings: the
 * result must contain each match exactly once, next to the quotes.
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
  if (back === 1 && whole === 0) return { at: 'pattern', taken, given, mended: `/${group}/` };
  return { at: 'replacement', taken, given, mended: undefined };
}
