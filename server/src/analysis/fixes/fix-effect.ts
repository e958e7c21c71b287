import type { AnyRule } from '../../rules/rule.ts';
import { rangeOf } from '../../text/range.ts';
import { touches } from '../../text/range.ts';
import type { DocumentPath, Finding } from '../finding.ts';
import { changesOf } from '../findings/finding-changes.ts';
import type { EditsByPath } from '../findings/finding-changes.ts';

/** The effect of edits on findings. */
export type FixEffect =
  /** Whether a finding that they should remove remains, or the edited text cannot be read. */
  | { readonly works: false }
  /** Whether all those findings are gone. */
  | {
      readonly works: true;
      /** Findings that are gone, including those that the edits are for. */
      readonly gone: readonly Finding[];
      /** Findings that are new. */
      readonly added: readonly Finding[];
      /** Whether findings in other places depend on the changes and were not examined. */
      readonly mayAddElsewhere: boolean;
    };

/** The result, and the amount of work: records and findings that were examined. */
export interface TrialResult {
  readonly effect: FixEffect;
  readonly work: number;
}

export const FAILS: FixEffect = { works: false };

export interface LocatedFinding {
  readonly path: DocumentPath;
  readonly finding: Finding;
}

/** The findings before and after some edits, of everything that the edits can have changed. */
export interface BeforeAndAfter {
  readonly before: readonly LocatedFinding[];
  readonly after: readonly LocatedFinding[];
  readonly edits: EditsByPath;
}

/** Findings of a document that some edits should remove. */
export interface FindingsToRemove {
  readonly path: DocumentPath;
  readonly findings: readonly Finding[];
  /** Whether several zones use the documents, so that a finding need not be in each of them. */
  readonly isInSomeZones?: boolean;
}

/** The effect of edits that should remove these findings. */
export function effectOn(
  { path, findings, isInSomeZones }: FindingsToRemove,
  { before, after, edits }: BeforeAndAfter,
  rules: ReadonlyMap<string, AnyRule>,
): FixEffect {
  // A finding for several zones has the names of the first one.
  const key = isInSomeZones === true ? placeKey : sameFindingKey;
  const known = new Map(before.map((one) => [key(one.path, one.finding), one]));
  const found = findings.map((finding) => known.get(key(path, finding)));
  const subjects = new Set(isInSomeZones === true ? found.filter((one) => one !== undefined) : found);
  const { gone, added } = changesOf(before, after, edits, subjects);
  for (const subject of subjects) if (subject === undefined || !gone.has(subject)) return FAILS;
  if (added.some((one) => isUnreadable(one, edits, rules))) return FAILS;
  return {
    works: true,
    gone: [...gone].map(({ finding }) => finding),
    added: added
      .filter(({ finding }) => rules.get(finding.rule)?.isAboutChange !== true)
      .map(({ finding }) => finding),
    mayAddElsewhere: false,
  };
}

/** Whether edited text cannot be read. A fault in another place existed before, but was hidden by this one. */
function isUnreadable(
  { path, finding }: LocatedFinding,
  edits: EditsByPath,
  rules: ReadonlyMap<string, AnyRule>,
): boolean {
  if (rules.get(finding.rule)?.subject !== 'fault') return false;
  let moved = 0;
  return (edits.get(path) ?? []).some(({ range, text }) => {
    const start = range.start + moved;
    moved += text.length - (range.end - range.start);
    return touches(finding.range, rangeOf(start, start + text.length));
  });
}

/** The same for findings of one rule at the same characters with the same message. */
export function sameFindingKey(path: DocumentPath, finding: Finding): string {
  return `${placeKey(path, finding)} ${finding.message}`;
}

/** The same for findings of one rule at the same characters. */
export function placeKey(path: DocumentPath, { rule, range }: Finding): string {
  return `${rule} ${path} ${range.start} ${range.end}`;
}
