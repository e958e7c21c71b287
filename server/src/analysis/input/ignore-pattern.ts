import { analysisText } from '../texts.ts';

/** Characters of a pattern of `.gitignore` and of `ignore`. */
export const MAX_IGNORE_PATTERN = 1000;
/** Patterns of one `.gitignore`, or of one list: each path is compared with each of them. */
export const MAX_IGNORE_PATTERNS = 5000;
/** `**` between folders in one pattern. With each one more, a path can match in as many more ways as it has folders. */
export const MAX_IGNORE_GLOBSTARS = 2;
/** Patterns of one `.gitignore`, or of one list, that have any. */
export const MAX_GLOBSTAR_PATTERNS = 100;

/** What is wrong with a pattern, as the end of a sentence that it begins. */
export function faultOfIgnorePattern(pattern: string): string | undefined {
  if (pattern.length > MAX_IGNORE_PATTERN) return analysisText('tooLong', { most: MAX_IGNORE_PATTERN });
  if (globstarsIn(pattern) > MAX_IGNORE_GLOBSTARS)
    return analysisText('tooManyGlobstars', { most: MAX_IGNORE_GLOBSTARS });
  return undefined;
}

/** The patterns that are used of these, in their order, and how many are not. */
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

/** `a/**\/b`: those at an end of a pattern make no difference. */
function globstarsIn(pattern: string): number {
  return pattern.match(/\/\*\*+(?=\/)/g)?.length ?? 0;
}
