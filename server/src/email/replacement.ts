import type { RuleFix, Safety } from '../records/report.ts';
import type { Range } from '../text/range.ts';

/** A fault for which the parser may know what was meant. */
export interface Replaceable {
  readonly range: Range;
  /** The correct text for the range; omitted if it is uncertain. */
  readonly replacement?: string | undefined;
}

/** Replaces the range with what the parser knows to be meant, if it does. */
export function replacementFix(
  { range, replacement }: Replaceable,
  safety: Safety,
  title = `Replace with "${replacement ?? ''}"`,
): RuleFix | undefined {
  return replacement === undefined ? undefined : { title, safety, edits: [{ range, text: replacement }] };
}
