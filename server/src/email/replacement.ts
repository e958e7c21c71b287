import type { RuleFix, Safety } from '../records/report.ts';
import type { Range } from '../text/range.ts';

/** A fault for which the parser may know what was meant. */
export interface Replaceable {
  readonly range: Range;
  /** What belongs at the range; left out where that is not certain. */
  readonly replacement?: string | undefined;
}

/** Writes what the parser knows to be meant, if it does. */
export function replacementFix(
  { range, replacement }: Replaceable,
  safety: Safety,
  title = `Replace with "${replacement ?? ''}"`,
): RuleFix | undefined {
  return replacement === undefined ? undefined : { title, safety, edits: [{ range, text: replacement }] };
}
