import type { DomainName } from '../../dns/names.ts';
import type { RecordBlock } from '../../records/document.ts';
import type { Severity } from '../../records/report.ts';
import type { AnyRule, Report } from '../../rules/rule.ts';
import type { Range } from '../../text/range.ts';
import type { ReportDetails } from '../finding.ts';

/** A finding as it is kept: small, and true as long as its entry is. The rest is worked out again when somebody looks. */
export interface StoredFinding {
  readonly rule: AnyRule;
  /** The entry it stands on. */
  readonly entry: number;
  /** Counted from the entry's anchor. */
  readonly range: Range;
  /** See `ResolvedPlace.part`. */
  readonly part: Range | undefined;
  /** The rule's message of that name, filled from `data`. */
  readonly message: string;
  readonly data: Report['data'];
  /** What the rule says of this case, before the user's settings. */
  readonly severity: Severity;
  /** Whether the rule proposes a fix. Whether one is offered is found out by trying it. */
  readonly proposesFix: boolean;
  /** Where they were worked out with the finding. */
  readonly details: ReportDetails | undefined;
  /** The name whose records were judged together, for rules of the subject `owner`. */
  readonly by: DomainName | undefined;
}

/** The same for data that say the same. Those of a rule's message have their keys in one order. */
export function dataKey(data: Report['data']): string {
  return data === undefined ? '' : JSON.stringify(data);
}

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

interface BlockFindings {
  list: StoredFinding[];
  /** How many of each severity, the user's settings applied; in the order of {@link SEVERITIES}. */
  readonly counts: number[];
}

/**
 * The findings of one document, block by block.
 * Invariant: the counts of a block are those of its list under `severityOf`; `recount` restores it when that changes.
 */
export class FindingStore {
  /** `undefined` as long as there are none. */
  private byBlock: Map<RecordBlock, BlockFindings> | undefined;
  /** Findings that have a `part`, over all blocks. */
  private parts = 0;
  /** Over all blocks; in the order of {@link SEVERITIES}. */
  readonly totals: number[] = [0, 0, 0, 0];
  private readonly severityOf: (finding: StoredFinding) => Severity | 'off';

  constructor(severityOf: (finding: StoredFinding) => Severity | 'off') {
    this.severityOf = severityOf;
  }

  of(block: RecordBlock): readonly StoredFinding[] {
    return this.byBlock?.get(block)?.list ?? NONE;
  }

  /** Gives the findings of a block away. */
  take(block: RecordBlock): readonly StoredFinding[] {
    const list = this.of(block);
    this.byBlock?.delete(block);
    if (this.byBlock?.size === 0) this.byBlock = undefined;
    for (const { part } of list) if (part !== undefined) this.parts--;
    return list;
  }

  /** Whether a finding is of something that may be typed in another document. */
  get hasParts(): boolean {
    return this.parts > 0;
  }

  /** The blocks that have findings, in no order. */
  get blocks(): readonly RecordBlock[] {
    return [...(this.byBlock?.keys() ?? [])];
  }

  countOf(block: RecordBlock, severity: number): number {
    return this.byBlock?.get(block)?.counts[severity] ?? 0;
  }

  /** Whether there is a finding of the rule. */
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

  /** Findings of entries that live on in new blocks move there; the others go. */
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
