import { analysisText } from '../texts.ts';

/** Characters of a pattern in `.gitignore` and `ignore`. */
export const MAX_IGNORE_PATTERN = 1000;
/** Patterns in one `.gitignore`, or in one list. Each path is compared with each of them. */
export const MAX_IGNORE_PATTERNS = 5000;
/** Occurrences of `**` between folders in one pattern. Each additional one multiplies the ways in which a path can match. */
export const MAX_IGNORE_GLOBSTARS = 2;
/** Patterns with `**` between folders in one `.gitignore`, or in one list. */
export const MAX_GLOBSTAR_PATTERNS = 100;

/** The fault of a pattern, as the end of a sentence that begins with the pattern. */
export function faultOfIgnorePattern(pattern: string): string | undefined {
  if (pattern.length > MAX_IGNORE_PATTERN) return analysisText('tooLong', { most: MAX_IGNORE_PATTERN });
  if (globstarsIn(pattern) > MAX_IGNORE_GLOBSTARS)
    return analysisText('tooManyGlobstars', { most: MAX_IGNORE_GLOBSTARS });
  return undefined;
}

/** The patterns to use, in their order, and the number of the others. */
export function usableIgnorePatterns(patterns: readonly string[]): {
  readonly used: readonly string[];
  readonly leftOut: number;
} {
  let withGlobstars = 0;
  const used = patterns
    .filter((pattern) => faultOfIgnorePattern(pattern) === undefined)
    .filter((pattern) => globstarsIn(pattern) === 0 || ++withGlobstars <= MAX_GLOBSTAR_PATTERNS)
    .slice(0, MAX_IGNORE_PATTERNS);
  return { used, leftOut: patterns.length - used.length };
}

/** `a/**\/b`. Those at an end of a pattern make no difference. */
function globstarsIn(pattern: string): number {
  return pattern.match(/\/\*\*+(?=\/)/g)?.length ?? 0;
}
