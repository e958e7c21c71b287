import type { Answer, AnswerSource, QuestionType } from '../../dns/facts.ts';
import { PENDING } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { MAX_ALIASES } from '../../dns/limits.ts';
import { isKnown, parentOf } from '../../dns/names.ts';
import type { DocumentPath } from '../finding.ts';
import type { ZoneKey } from '../input/entry.ts';
import type { AnsweringZone } from './answering-zone.ts';
import type { Dependent } from './zone-dependencies.ts';
import type { ZoneAnswer } from '../records/zone-answer.ts';
import { currentOf } from './current-zone.ts';
import { ScatteredZones } from './scattered-zones.ts';

/** The zones of the workspace. */
export interface WorkspaceZones {
  /** Those that were needed so far. */
  known(): Iterable<AnsweringZone>;
  /** One of those. */
  at(root: ZoneKey): AnsweringZone | undefined;
  all(): Iterable<AnsweringZone>;
}

/**
 * Answers from outside the workspace: a file of answers, or a resolver. It notes what it cannot answer yet. `owner`: the
 * name of the records that lead to the question; `undefined` where no rule asks.
 */
export type OutsideFacts = <T extends QuestionType>(
  name: DomainName,
  type: T,
  owner: DomainName | undefined,
) => Answer<T>;

export interface AskOptions {
  /** Zones that do not answer, as if they were not in the workspace. */
  readonly without?: ReadonlySet<AnsweringZone> | undefined;
  /** The name of the records that lead to the question, where nothing depends on the answer. */
  readonly owner?: DomainName | undefined;
}

/** A zone of which several files say all. */
export interface DuplicateZone {
  readonly apex: DomainName;
  readonly files: readonly DocumentPath[];
  /** The one that other zones get answers from; `undefined` where nothing shows which is served. */
  readonly current: DocumentPath | undefined;
}

const FROM_WORKSPACE: AnswerSource = { kind: 'workspace' };

interface SameZones {
  readonly zones: readonly AnsweringZone[];
  /** See {@link servedOf}. */
  readonly served: AnsweringZone | undefined;
  /** Then it depends on who asks which one is served. */
  readonly areInViews: boolean;
}

type ZonesByApex = ReadonlyMap<DomainName, SameZones>;

/**
 * What is known of the DNS: the workspace's own zones first, and only what none of them holds from outside.
 *
 * Invariant: a zone whose results depend on an answer has it among its dependencies; no zone is referred to that the
 * workspace has dropped.
 */
export class WorkspaceFacts {
  private readonly zones: WorkspaceZones;
  private readonly outsideFacts: OutsideFacts;
  /** `undefined` until it is needed. */
  private byApex: ZonesByApex | undefined;
  /** Whether there may be other zones than `byApex` and `scattered` have. */
  private isOutdated = true;
  private readonly scattered = new ScatteredZones();

  constructor(zones: WorkspaceZones, outsideFacts: OutsideFacts = () => PENDING) {
    this.zones = zones;
    this.outsideFacts = outsideFacts;
  }

  ask<T extends QuestionType>(
    name: DomainName,
    type: T,
    from: AnsweringZone | undefined,
    dependent: Dependent | undefined,
    { without, owner = dependent?.owner }: AskOptions = {},
  ): Answer<T> {
    let at = name;
    for (let hops = 0; hops <= MAX_ALIASES; hops++) {
      const answer =
        this.zoneOf(at, from, without)?.answer(at, type, dependent) ??
        this.askScattered(at, type, from, dependent, without);
      switch (answer?.kind) {
        case 'data':
          return { status: 'data', data: answer.data, source: FROM_WORKSPACE };
        case 'nodata':
        case 'nxdomain':
          return { status: answer.kind, source: FROM_WORKSPACE };
        case 'alias':
          at = answer.target;
          break;
        case 'elsewhere':
        case undefined:
          if (!isKnown(at)) return PENDING;
          dependent?.dependencies.outside.add(at, dependent.owner);
          return this.outsideFacts(at, type, owner);
      }
    }
    return { status: 'servfail', source: FROM_WORKSPACE };
  }

  /**
   * What the zones answer that hold records of any number of zones: which zones those are, and what else is in them, they
   * do not know. The asking one is believed; of others, where two have an answer, they may differ.
   */
  private askScattered<T extends QuestionType>(
    name: DomainName,
    type: T,
    from: AnsweringZone | undefined,
    dependent: Dependent | undefined,
    without: ReadonlySet<AnsweringZone> | undefined,
  ): ZoneAnswer<T> | undefined {
    if (from?.isScattered === true && without?.has(from) !== true) {
      const own = from.answer(name, type, dependent);
      if (own.kind !== 'elsewhere') return own;
    }
    dependent?.dependencies.scattered.add(name, dependent.owner);
    let found: ZoneAnswer<T> | undefined;
    for (const zone of this.scattered.holding(name)) {
      const answer = without?.has(zone) === true ? undefined : zone.answer(name, type, undefined);
      if (answer === undefined || answer.kind === 'elsewhere') continue;
      if (found !== undefined) return undefined;
      found = answer;
    }
    return found;
  }

  /** The zone that is responsible for the name. Of several with one apex the asking one, else the one that is served. */
  private zoneOf(
    name: DomainName,
    from: AnsweringZone | undefined,
    without: ReadonlySet<AnsweringZone> | undefined,
  ): AnsweringZone | undefined {
    const byApex = this.sorted();
    for (let at: DomainName | undefined = name; at !== undefined; at = parentOf(at)) {
      const known = byApex.get(at);
      if (known === undefined) continue;
      const { zones, served, areInViews } =
        without === undefined ? known : sameZones(known.zones.filter((zone) => !without.has(zone)));
      if (zones.length === 0) continue;
      const own = zones.find((zone) => zone === from);
      return own ?? (areInViews ? servedOf(seenBy(from, zones)) : served);
    }
    return undefined;
  }

  /** The zones that several files have, each with an SOA, within one view. */
  duplicates(): readonly DuplicateZone[] {
    const duplicates: DuplicateZone[] = [];
    for (const [apex, { zones }] of this.sorted()) {
      for (const view of new Set(zones.map((zone) => zone.view?.name))) {
        const same = zones.filter((zone) => zone.view?.name === view);
        const whole = same.filter(({ hasSoa }) => hasSoa);
        if (whole.length < 2) continue;
        duplicates.push({ apex, files: whole.map(({ file }) => file), current: servedOf(same)?.file });
      }
    }
    return duplicates;
  }

  private sorted(): ZonesByApex {
    if (this.byApex !== undefined && !this.isOutdated) return this.byApex;
    const before = this.byApex;
    const byApex = new Map<DomainName, AnsweringZone[]>();
    const scattered: AnsweringZone[] = [];
    for (const zone of this.zones.all()) {
      if (zone.isScattered) scattered.push(zone);
      if (zone.apex === undefined || !isKnown(zone.apex)) continue;
      const same = byApex.get(zone.apex);
      if (same === undefined) byApex.set(zone.apex, [zone]);
      else same.push(zone);
    }
    const sorted = new Map([...byApex].map(([apex, zones]) => [apex, sameZones(zones)]));
    this.byApex = sorted;
    this.isOutdated = false;
    const names = this.scattered.replace(scattered);
    if (before !== undefined) this.zonesReplaced(before, sorted, names);
    return sorted;
  }

  /** Marks what rests on answers that another zone gives now than before. `names`: those that modules hold, or no longer do. */
  private zonesReplaced(before: ZonesByApex, after: ZonesByApex, names: ReadonlySet<DomainName>): void {
    const apexes = new Set<DomainName>();
    for (const [apex, zones] of after) if (!isSame(before.get(apex), zones)) apexes.add(apex);
    for (const apex of before.keys()) if (!after.has(apex)) apexes.add(apex);
    if (apexes.size === 0 && names.size === 0) return;
    for (const { dependencies, isScattered } of this.zones.known())
      dependencies.zonesReplaced(apexes, names, isScattered);
    // What zones answered that were there before, and those above them, may now be for others to answer.
    for (const apex of apexes) {
      for (let at: DomainName | undefined = apex; at !== undefined; at = parentOf(at)) {
        const zones = before.get(at)?.zones;
        for (const zone of zones ?? []) this.answeredByOthers(zone, apex);
        if (zones !== undefined && at !== apex) break;
      }
    }
  }

  /** The names at or below this one that the zone was asked about are another zone's to answer. */
  private answeredByOthers(zone: AnsweringZone, apex: DomainName): void {
    zone.dependencies.zoneReplacedBelow(zone, apex);
    for (const root of zone.dependentRoots) this.zones.at(root)?.dependencies.zoneReplacedBelow(zone, apex);
  }

  /**
   * Zones were added, dropped or have another name. What was asked of others may now be theirs to answer: known once
   * {@link settle} has run, or something was asked.
   */
  zonesChanged(): void {
    this.isOutdated = true;
  }

  /** Marks what rests on the answers of zones that were added or dropped. To be called before results are taken. */
  settle(): void {
    if (this.byApex !== undefined) this.sorted();
  }

  /** Answers from outside may be different now: about these names, or about any where none are given. */
  answersChanged(names?: Iterable<DomainName>): void {
    const list = names === undefined ? undefined : [...names];
    for (const { dependencies } of this.zones.known()) dependencies.outsideChanged(list);
  }

  /** The answers of a zone may be different now: about these names, or about any where none are given. */
  zoneChanged(zone: AnsweringZone, names?: ReadonlySet<DomainName>): void {
    if (zone.isScattered) this.scatteredChanged(zone, names);
    for (const root of zone.dependentRoots) this.zones.at(root)?.dependencies.zoneChanged(zone, names);
  }
  private scatteredChanged(zone: AnsweringZone, names: ReadonlySet<DomainName> | undefined): void {
    if (names !== undefined) this.scattered.changed(zone, names);
    const list = [...(names ?? this.scattered.namesIn(zone))];
    if (list.length === 0) return;
    // What the zone asked of itself it is told by itself.
    for (const other of this.zones.known()) if (other !== zone) other.dependencies.scatteredChanged(list);
  }
}

function sameZones(zones: readonly AnsweringZone[]): SameZones {
  return { zones, served: servedOf(zones), areInViews: zones.some(({ view }) => view !== undefined) };
}

/**
 * Those of several zones with one name that the asking zone sees: the ones of its own view, else those without a view, else
 * those that the public sees. A zone without a view sees what the public sees, as a receiver of mail does.
 */
function seenBy(from: AnsweringZone | undefined, zones: readonly AnsweringZone[]): readonly AnsweringZone[] {
  const view = from?.view;
  const ofView = view === undefined ? [] : zones.filter((zone) => zone.view?.name === view.name);
  if (ofView.length > 0) return ofView;
  const ofNone = zones.filter((zone) => zone.view === undefined);
  if (ofNone.length > 0) return ofNone;
  const ofPublic = zones.filter((zone) => zone.view?.audience === 'public');
  return ofPublic.length > 0 ? ofPublic : zones;
}

/** Which of several zones with one apex answers others. Files without an SOA may be parts of the zone, and then no file has all of it. */
function servedOf(zones: readonly AnsweringZone[]): AnsweringZone | undefined {
  if (zones.length < 2) return zones[0];
  return zones.every(({ hasSoa }) => hasSoa) ? currentOf(zones) : undefined;
}

function isSame(a: SameZones | undefined, b: SameZones): boolean {
  return (
    a?.served === b.served &&
    a?.zones.length === b.zones.length &&
    a.zones.every((zone, i) => zone === b.zones[i])
  );
}
