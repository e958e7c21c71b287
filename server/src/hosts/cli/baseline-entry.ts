import type { DocumentPath } from '../../analysis/finding.ts';

/** Findings that a baseline accepts. */
export interface BaselineEntry {
  /** See `fingerprintOf`. */
  readonly fingerprint: string;
  /** How many findings with this fingerprint. */
  readonly count: number;
  /** From the folder of the baseline. Only a hint: the file may have another name now. */
  readonly path: string;
  /** For people, as are `owner`, `type` and `message`. */
  readonly rule: string;
  readonly owner?: string | undefined;
  readonly type?: string | undefined;
  readonly message: string;
  /** Why it is accepted. */
  readonly reason?: string | undefined;
  /** The last day on which it is accepted, as `2027-01-31`. */
  readonly expires?: string | undefined;
}

/** What a baseline did to a run. */
export interface BaselineOutcome {
  readonly path: DocumentPath;
  /** How many findings it accepts, so that they are not reported. */
  readonly known: number;
  /** Entries that would accept a finding, had they not expired: the finding is reported. */
  readonly expired: readonly BaselineEntry[];
  /** Entries about files of this run that match no finding. */
  readonly obsolete: readonly BaselineEntry[];
}
