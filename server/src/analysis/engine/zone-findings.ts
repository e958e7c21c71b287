import type { DomainName } from '../../dns/names.ts';
import type { RecordBlock } from '../../records/document.ts';
import { detailsOf } from '../findings/details.ts';
import { RecordPlace, recordPlaceOf } from '../records/place.ts';
import type { Member } from '../records/place.ts';
import { resolvePlace } from './run-rules.ts';
import type { RuleReport } from './run-rules.ts';

/**
 * Adds reports of rules to the stores of the members, and removes them before they are computed again.
 *
 * Invariant: each finding is in its member's store under the block with its entry. `byOwner` leads to every finding of a rule
 * that sees all records of a name.
 */
export class ZoneFindings {
  private readonly members: readonly Member[];
  private readonly isStatic: boolean;
  /**
   * By the checked name: the hashes of the owner names whose entries have findings. A finding can be on an entry of another name.
   * `undefined` until the first finding.
   */
  private byOwner: Map<DomainName, Map<Member, Set<number>>> | undefined;

  /** `isStatic`: see `WorkspaceEnvironment.isStatic`. */
  constructor(members: readonly Member[], isStatic: boolean) {
    this.members = members;
    this.isStatic = isStatic;
  }

  /** Stores a report as a finding of its entry; if it has none, of `fallback`. */
  add(found: RuleReport, fallback?: RecordPlace): void {
    this.store(found, fallback, undefined);
  }

  /** The same for a rule that saw all records of `owner`. */
  addOfOwner(found: RuleReport, owner: DomainName): void {
    const place = this.store(found, undefined, owner);
    if (place === undefined) return;
    const { member, block, index } = place;
    this.byOwner ??= new Map<DomainName, Map<Member, Set<number>>>();
    let byMember = this.byOwner.get(owner);
    if (byMember === undefined) this.byOwner.set(owner, (byMember = new Map<Member, Set<number>>()));
    let hashes = byMember.get(member);
    if (hashes === undefined) byMember.set(member, (hashes = new Set<number>()));
    hashes.add(block.ownerHashAt(index));
  }

  private store(
    found: RuleReport,
    fallback: RecordPlace | undefined,
    by: DomainName | undefined,
  ): RecordPlace | undefined {
    const { rule, report } = found;
    const { record, range, part } = resolvePlace(report.at, found.record);
    const place = (record === undefined ? undefined : recordPlaceOf(record)) ?? fallback;
    if (place === undefined) return undefined;
    const { member, block, id: entry } = place;
    member.store.add(block, {
      rule,
      entry,
      range,
      part,
      message: report.message,
      data: report.data,
      severity: report.severity ?? rule.severity,
      proposesFix: report.fix !== undefined || (report.fixes?.length ?? 0) > 0,
      details: this.isStatic ? detailsOf({ found, entry, member, block }) : undefined,
      by,
    });
    return place;
  }

  /** Removes the findings of rules that saw all records of the name. */
  dropOfOwner(name: DomainName): void {
    for (const [member, hashes] of this.byOwner?.get(name) ?? []) {
      for (const hash of hashes) {
        for (const block of member.index.blocksOf(hash)) member.store.drop(block, ({ by }) => by === name);
      }
    }
    this.byOwner?.delete(name);
  }

  /** Removes the findings of rules that saw only one of these entries. */
  dropOfEntries(places: readonly RecordPlace[]): void {
    const byBlock = new Map<RecordBlock, { readonly member: Member; readonly ids: Set<number> }>();
    for (const { member, block, id } of places) {
      const known = byBlock.get(block);
      if (known === undefined) byBlock.set(block, { member, ids: new Set([id]) });
      else known.ids.add(id);
    }
    for (const [block, { member, ids }] of byBlock) {
      member.store.drop(
        block,
        ({ entry, by, rule }) => by === undefined && rule.subject !== 'fault' && ids.has(entry),
      );
    }
  }

  dropOfFaults(member: Member, block: RecordBlock): void {
    member.store.drop(block, ({ rule }) => rule.subject === 'fault');
  }

  clear(): void {
    this.byOwner = undefined;
    for (const member of this.members) member.store.clear();
  }
}
