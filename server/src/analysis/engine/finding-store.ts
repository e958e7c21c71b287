import type { DomainName } from '../../dns/names.ts';
import type { RecordBlock } from '../../records/document.ts';
import type { Severity } from '../../records/report.ts';
import type { AnyRule, Report } from '../../rules/rule.ts';
import type { Range } from '../../text/range.ts';
import type { ReportDetails } from '../finding.ts';

/** A stored finding: small, and valid as long as its entry is. The rest is computed again when it is requested. */
export interface StoredFinding {
  readonly rule: AnyRule;
  /** The entry of the finding. */
  readonly entry: number;
  /** Relative to the entry's anchor. */
  readonly range: Range;
  /** See `ResolvedPlace.part`. */
  readonly part: Range | undefined;
  /** The name of the rule's message, which is filled from `data`. */
  readonly message: string;
  readonly data: Report['data'];
  /** The severity from the rule for this case, before the user's settings. */
  readonly severity: Severity;
  /** Whether the rule proposes a fix. Whether the fix is offered is determined by trying it. */
  readonly proposesFix: boolean;
  /** Set if they were computed with the finding. */
  readonly details: ReportDetails | undefined;
  /** The name whose records were checked together, for rules with the subject `owner`. */
  readonly by: DomainName | undefined;
}

/** The same object for equal data. The data of a rule's message always has its keys in the same order. */
export function dataKey(data: Report['data']): string {
  return data === undefined ? '' : JSON.stringify(data);
}

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

interface BlockFindings {
  list: StoredFinding[];
  /** The number of findings of each severity, after the user's settings, in the order of {@link SEVERITIES}. */
  readonly counts: number[];
}

/**
 * The findings of one document by block.
 *
 * Invariant: the counts of a block are those of its list under `severityOf`. If that changes, `recount` restores them.
 */
export class FindingStore {
  /** `undefined` until the first finding. */
  private byBlock: Map<RecordBlock, BlockFindings> | undefined;
  /** Findings with a `part`, over all blocks. */
  private parts = 0;
  /** Counts over all blocks, in the order of {@link SEVERITIES}. */
  readonly totals: number[] = [0, 0, 0, 0];
  private readonly severityOf: (finding: StoredFinding) => Severity | 'off';

  constructor(severityOf: (finding: StoredFinding) => Severity | 'off') {
    this.severityOf = severityOf;
  }

  of(block: RecordBlock): readonly StoredFinding[] {
    return this.byBlock?.get(block)?.list ?? NONE;
  }

  /** Removes and returns the findings of a block. */
  take(block: RecordBlock): readonly StoredFinding[] {
    const list = this.of(block);
    this.byBlock?.delete(block);
    if (this.byBlock?.size === 0) this.byBlock = undefined;
    for (const { part } of list) if (part !== undefined) this.parts--;
    return list;
  }

  /** Whether a finding can be about text in another document. */
  get hasParts(): boolean {
    return this.parts > 0;
  }

  /** The blocks with findings, in no order. */
  get blocks(): readonly RecordBlock[] {
    return [...(this.byBlock?.keys() ?? [])];
  }

  countOf(block: RecordBlock, severity: number): number {
    return this.byBlock?.get(block)?.counts[severity] ?? 0;
  }

  /** Whether the rule has a finding. */
  has(rule: string): boolean {
    for (const { list } of this.byBlock?.values() ?? [])
      if (list.some((finding) => finding.rule.id === rule)) return true;
    return false;
  }

  /** Whether the block has a finding that the user has not turned off. */
  shows(block: RecordBlock): boolean {
    return this.byBlock?.get(block)?.counts.some((count) => count > 0) === true;
  }

  add(block: RecordBlock, finding: StoredFinding): void {
    this.byBlock ??= new Map<RecordBlock, BlockFindings>();
    let found = this.byBlock.get(block);
    if (found === undefined) {
      found = { list: [], counts: [0, 0, 0, 0] };
      this.byBlock.set(block, found);
    }
    found.list.push(finding);
    if (finding.part !== undefined) this.parts++;
    this.count(found, finding, 1);
  }

  private count(found: BlockFindings, finding: StoredFinding, by: 1 | -1): void {
    const severity = this.severityOf(finding);
    if (severity === 'off') return;
    const index = SEVERITIES.indexOf(severity);
    found.counts[index] = (found.counts[index] ?? 0) + by;
    this.totals[index] = (this.totals[index] ?? 0) + by;
  }

  drop(block: RecordBlock, doomed: (finding: StoredFinding) => boolean): void {
    const found = this.byBlock?.get(block);
    if (found === undefined) return;
    found.list = found.list.filter((finding) => {
      if (!doomed(finding)) return true;
      if (finding.part !== undefined) this.parts--;
      this.count(found, finding, -1);
      return false;
    });
  }

  /** Moves findings of entries that continue in new blocks, and removes the others. */
  replace(removed: readonly RecordBlock[], added: readonly RecordBlock[]): void {
    const living: StoredFinding[] = [];
    for (const block of removed) {
      for (const finding of this.of(block)) living.push(finding);
      this.drop(block, () => true);
      this.byBlock?.delete(block);
    }
    if (living.length === 0) return;
    const homes = new Map<number, RecordBlock>();
    for (const block of added) for (let i = 0; i < block.size; i++) homes.set(block.idAt(i), block);
    for (const finding of living) {
      const home = homes.get(finding.entry);
      if (home !== undefined) this.add(home, finding);
    }
  }

  recount(): void {
    this.totals.fill(0);
    for (const found of this.byBlock?.values() ?? []) {
      found.counts.fill(0);
      for (const finding of found.list) this.count(found, finding, 1);
    }
  }

  clear(): void {
    this.totals.fill(0);
    this.parts = 0;
    this.byBlock = undefined;
  }
}

const NONE: readonly StoredFinding[] = [];
