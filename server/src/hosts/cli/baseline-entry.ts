import type { DocumentPath } from '../../analysis/finding.ts';

/** Findings with one fingerprint that a baseline accepts. */
export interface BaselineEntry {
  /** See `fingerprintOf`. */
  readonly fingerprint: string;
  /** The number of findings with this fingerprint. */
  readonly count: number;
  /** Relative to the folder of the baseline. Only a hint: the file may have been renamed. */
  readonly path: string;
  /** For readers only, like `owner`, `type` and `message`. */
  readonly rule: string;
  readonly owner?: string | undefined;
  readonly type?: string | undefined;
  readonly message: string;
  /** Why the findings are accepted. */
  readonly reason?: string | undefined;
  /** The last day on which the findings are accepted, such as `2027-01-31`. */
  readonly expires?: string | undefined;
}

/** The effect of a baseline on a run. */
export interface BaselineOutcome {
  readonly path: DocumentPath;
  /** The number of findings that the baseline accepts, which are not reported. */
  readonly known: number;
  /** Expired entries that match a finding. The finding is reported. */
  readonly expired: readonly BaselineEntry[];
  /** Entries for files of this run that do not match any finding. */
  readonly obsolete: readonly BaselineEntry[];
}
