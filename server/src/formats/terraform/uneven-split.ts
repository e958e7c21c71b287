/** A split that does not put back what it takes. */
export interface UnevenSplit {
  readonly at: 'pattern' | 'replacement';
  /** Characters of each match. */
  readonly taken: number;
  /** How many of them are in the result. */
  readonly given: number;
  /** What has to stand there instead, where that is certain. */
  readonly mended: string | undefined;
}

/** One group of any characters, a number of them, and perhaps more of them behind it: `/(.{255})./`. */
const PATTERN = /^\/(\(\.\{(?:\d{1,4},)?(\d{1,4})\}\))((?:\.(?:\{\d{1,4}\})?)*)\/$/;

/** Quotation marks and blanks that end a string and begin another one, and what stands for them for a while. */
const JOINT = /["{]/;

/**
 * What is wrong with `replace(text, pattern, replacement)` where that is to cut a long text into strings: each match has to
 * be there again, once, beside the marks.
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
