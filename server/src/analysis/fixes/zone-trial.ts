import type { DomainName } from '../../dns/names.ts';
import type { AnyRule } from '../../rules/rule.ts';
import type {
  AppliedEdit,
  BlockChange,
  EditableDocument,
  Include,
  RecordBlock,
} from '../../records/document.ts';
import { areSameOptions } from '../../records/declared-zone.ts';
import { effectOn, sameFindingKey } from './fix-effect.ts';
import type { LocatedFinding, TrialResult } from './fix-effect.ts';
import type { Finding } from '../finding.ts';
import { RecordPlace } from '../records/place.ts';
import type { Member } from '../records/place.ts';
import { questionsAbout } from '../engine/questions-about.ts';
import { tableOf } from '../engine/rule-table.ts';
import { runOnFault, runOnOwner, runOnRecord } from '../engine/run-rules.ts';
import type { Runner } from '../engine/run-rules.ts';
import { checkable, workOf, locateReport, mergedNeighbors } from './trial-subject.ts';
import type { TrialSubject, ZoneTrialOptions } from './trial-subject.ts';
import { cutsDiffer, LAST_TYPE } from '../records/zone-records.ts';
import type { Zone } from '../engine/zone.ts';

/**
 * The effect of edits of zone files, determined in the documents themselves: the edits are applied, the affected records and
 * names are checked, and the edits are undone. The work is proportional to the changes, however large the zone is.
 *
 * `undefined` if more can depend on them: an SOA, a delegation, a directive that defines records, an include. Comments that turn
 * rules off, and the findings of dependents that the zone did not note, are not considered. Callers know whether there are any.
 */
export function effectInZone(
  options: ZoneTrialOptions,
  subject: TrialSubject,
  wantsAdded: boolean,
): TrialResult | undefined {
  const rules = wantsAdded ? undefined : rulesOf(subject, options);
  const narrow = rules === undefined ? 'not-found' : new ZoneTrial(options, subject, rules).run();
  if (narrow !== 'not-found') return narrow;
  // A rule may have reported a finding while it ran on a name that depends on this one.
  const wide = new ZoneTrial(options, subject, undefined).run();
  return wide === 'not-found' ? undefined : wide;
}

/** The rules of the findings; `undefined` if one is unknown. */
function rulesOf({ findings }: TrialSubject, { rules }: ZoneTrialOptions): readonly AnyRule[] | undefined {
  const all = [...new Set(findings.map(({ rule }) => rule))].map((id) => rules.get(id));
  return all.every((rule) => rule !== undefined) ? all : undefined;
}

/** The part of a zone that is checked before and after the edits. */
interface Scope {
  /** For whole blocks: what could not be read. */
  readonly blocks: readonly (readonly [Member, RecordBlock])[];
  readonly places: readonly RecordPlace[];
}

interface Changed {
  readonly member: Member;
  readonly document: EditableDocument;
  readonly includes: readonly Include[];
  readonly change: AppliedEdit;
}

class ZoneTrial {
  private readonly zone: Zone;
  private readonly options: ZoneTrialOptions;
  private readonly subject: TrialSubject;
  /** In the order in which the edits were applied. */
  private readonly changes: Changed[] = [];
  /** The rules that run on records and names; `undefined` for all, also on names that depend on the changes. */
  private readonly rules: readonly AnyRule[] | undefined;
  private work = 0;

  constructor(options: ZoneTrialOptions, subject: TrialSubject, rules: readonly AnyRule[] | undefined) {
    this.zone = options.zone;
    this.options = options;
    this.subject = subject;
    this.rules = rules;
  }

  /** `not-found`: the findings are not among the reports of rules on what the edits change. */
  run(): TrialResult | 'not-found' | undefined {
    const { zone } = this;
    const was = { isWhole: zone.records.isWhole, server: zone.records.server };
    let names: ReadonlySet<DomainName>;
    let dependents: readonly (readonly [Zone, DomainName])[];
    let dead: Scope;
    let after: readonly LocatedFinding[];
    const kept = this.placesOfSubjects();
    try {
      this.apply();
      const net = this.netChanges();
      const { records } = zone;
      const isLocal =
        !records.hasOtherSoa() &&
        records.isWhole === was.isWhole &&
        records.server === was.server &&
        !records.generates &&
        this.changes.every(({ document, includes }) => isSameIncludes(document.includes(), includes)) &&
        net.every(({ change }) => !cutsDiffer(change));
      if (!isLocal) return undefined;
      const fresh = scopeOf(net, 'added');
      dead = scopeOf(net, 'removed');
      // The owner names of the findings are those in the first zone.
      const shown = this.subject.isInSomeZones === true ? kept : [];
      names = namesOf([...fresh.places, ...dead.places, ...shown], this.subject.findings);
      dependents = this.rules === undefined ? this.dependentsOn(names, net) : [];
      const living = kept.flatMap(({ member, block, index }) => movedTo(member, block, index, net));
      after = this.check({ ...fresh, places: [...fresh.places, ...living] }, names, dependents);
    } finally {
      this.undo();
    }
    const before = this.check({ ...dead, places: [...dead.places, ...kept] }, names, dependents);
    if (this.rules !== undefined && !this.hasSubjects(before)) return 'not-found';
    const { edits } = this.subject;
    const effect = effectOn(this.subject, { before, after, edits }, this.options.rules);
    return { effect, work: this.work };
  }

  private hasSubjects(found: readonly LocatedFinding[]): boolean {
    const { path, findings } = this.subject;
    const known = new Set(found.map((one) => sameFindingKey(one.path, one.finding)));
    return findings.every((finding) => known.has(sameFindingKey(path, finding)));
  }

  private apply(): void {
    for (const [path, sorted] of this.subject.edits) {
      for (const { member, editable: document } of this.options.instancesOf(path)) {
        if (document === undefined) continue;
        // Apply from last to first, so that earlier ones stay in place.
        for (const edit of mergedNeighbors(sorted, document.text).reverse()) {
          const includes = document.includes();
          const change = document.edit(edit);
          this.changes.push({ member, document, includes, change });
          this.zone.records.replace(member, change);
        }
      }
    }
  }

  private undo(): void {
    for (const { member, change } of this.changes.reverse()) {
      change.undo();
      this.zone.records.replace(member, { from: change.from, removed: change.added, added: change.removed });
    }
    this.changes.length = 0;
  }

  /** The blocks that were removed and those that replace them, by document. */
  private netChanges(): readonly { readonly member: Member; readonly change: BlockChange }[] {
    const byMember = new Map<Member, { removed: Set<RecordBlock>; added: Set<RecordBlock> }>();
    for (const { member, change } of this.changes) {
      const net = byMember.get(member) ?? { removed: new Set(), added: new Set() };
      byMember.set(member, net);
      for (const block of change.removed) if (!net.added.delete(block)) net.removed.add(block);
      for (const block of change.added) net.added.add(block);
    }
    return [...byMember].map(([member, { removed, added }]) => ({
      member,
      change: { from: 0, removed: [...removed], added: [...added] },
    }));
  }

  /** The records on which the subjects are shown, because an edit of another record can remove them. */
  private placesOfSubjects(): readonly RecordPlace[] {
    return this.options.instancesOf(this.subject.path).flatMap(({ member }) => this.placesIn(member));
  }

  private placesIn(member: Member): readonly RecordPlace[] {
    return this.subject.findings.flatMap(({ range }) => {
      const block = member.document.blocks[member.document.blockAt(range.start)];
      if (block === undefined) return [];
      const at = range.start - member.document.offsetOf(block);
      for (let index = block.size - 1; index >= 0; index--) {
        if (block.startAt(index) <= at) return [new RecordPlace(member, block, index)];
      }
      return [];
    });
  }

  private dependentsOn(
    names: ReadonlySet<DomainName>,
    net: readonly { readonly change: BlockChange }[],
  ): readonly (readonly [Zone, DomainName])[] {
    const { zone } = this;
    const found: (readonly [Zone, DomainName])[] = [];
    const questions = new Set(net.flatMap(({ change }) => [...questionsAbout(names, change, zone.records)]));
    for (const other of [zone, ...this.options.others]) {
      const owners = new Set<DomainName>();
      const dependents = other.dependencies.on(zone);
      for (const question of questions) for (const owner of dependents.of(question)) owners.add(owner);
      for (const owner of owners) if (other !== zone || !names.has(owner)) found.push([other, owner]);
    }
    return found;
  }

  /** The findings of the rules in the scope, for the records of these names and of the names that depend on them. */
  private check(
    { blocks, places }: Scope,
    names: ReadonlySet<DomainName>,
    dependents: readonly (readonly [Zone, DomainName])[],
  ): readonly LocatedFinding[] {
    const found: LocatedFinding[] = [];
    const runnerOf = (zone: Zone, fallback?: RecordPlace): Runner => {
      return zone.runner((report) => {
        const located = locateReport(report, this.options, { fallback });
        if (located !== undefined) found.push(located);
      });
    };
    const runnersOf = (zone: Zone): readonly Runner[] => {
      const runner = runnerOf(zone);
      return this.rules?.map((rule) => ({ ...runner, table: tableOf(rule) })) ?? [runner];
    };
    for (const [member, block] of blocks) {
      this.work += block.faults.length + block.size / ENTRIES_PER_WORK + block.length / CHARACTERS_PER_WORK;
      for (const fault of block.faults)
        runOnFault(
          runnerOf(this.zone, new RecordPlace(member, block, block.indexOfId(fault.anchor.id))),
          fault,
        );
    }
    const checked = new Set<string>();
    const checkPlace = (zone: Zone, place: RecordPlace): void => {
      const key = `${place.member.number} ${place.id}`;
      if (checked.has(key)) return;
      checked.add(key);
      this.work += workOf(place);
      const record = checkable(zone, place);
      if (record === undefined) return;
      for (const runner of runnersOf(zone)) runOnRecord(runner, record, place.block.typeAt(place.index));
    };
    const checkName = (zone: Zone, name: DomainName): void => {
      const types = zone.records.typesOf(name);
      if (types.length === 0) return;
      for (const runner of runnersOf(zone)) runOnOwner(runner, name, zone.records.allOf(name), types);
    };
    for (const place of places) checkPlace(this.zone, place);
    for (const name of names) {
      // Rules on single records of the name can request the others.
      for (const place of this.zone.records.placesOf(name)) checkPlace(this.zone, place);
      checkName(this.zone, name);
    }
    for (const [zone, name] of dependents) {
      for (const place of zone.records.placesOf(name)) checkPlace(zone, place);
      checkName(zone, name);
    }
    return found;
  }
}

/** Reading this much of a block again is as much work as checking a record. */
const ENTRIES_PER_WORK = 16;
const CHARACTERS_PER_WORK = 1024;

/** The entries of the blocks on one side of the changes that are not on the other. */
function scopeOf(
  net: readonly { readonly member: Member; readonly change: BlockChange }[],
  side: 'removed' | 'added',
): Scope {
  const blocks: [Member, RecordBlock][] = [];
  const places: RecordPlace[] = [];
  for (const { member, change } of net) {
    const others = new Set<number>();
    for (const block of change[side === 'added' ? 'removed' : 'added'])
      for (let i = 0; i < block.size; i++) others.add(block.idAt(i));
    for (const block of change[side]) {
      blocks.push([member, block]);
      for (let i = 0; i < block.size; i++)
        if (!others.has(block.idAt(i))) places.push(new RecordPlace(member, block, i));
    }
  }
  return { blocks, places };
}

function namesOf(places: readonly RecordPlace[], findings: readonly Finding[]): ReadonlySet<DomainName> {
  const names = new Set<DomainName>();
  for (const { block, index } of places) {
    const owner = block.typeAt(index) > LAST_TYPE ? undefined : block.ownerAt(index);
    if (owner !== undefined) names.add(owner);
  }
  for (const { owner } of findings) if (owner !== null) names.add(owner);
  return names;
}

/** The same entry in the blocks after the changes, if it still exists. */
function movedTo(
  member: Member,
  block: RecordBlock,
  index: number,
  net: readonly { readonly member: Member; readonly change: BlockChange }[],
): readonly RecordPlace[] {
  const change = net.find((one) => one.member === member)?.change;
  if (change?.removed.includes(block) !== true) return [new RecordPlace(member, block, index)];
  const id = block.idAt(index);
  for (const candidate of change.added) {
    const at = candidate.indexOfId(id);
    if (at >= 0) return [new RecordPlace(member, candidate, at)];
  }
  return [];
}

function isSameIncludes(some: readonly Include[], others: readonly Include[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, i) => {
      const other = others[i];
      return (
        one.file === other?.file &&
        one.origin === other.origin &&
        one.zone === other.zone &&
        one.defaultTtl === other.defaultTtl &&
        areSameOptions(one.options, other.options)
      );
    })
  );
}
