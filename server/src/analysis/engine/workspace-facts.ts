import type { Answer, AnswerSource, QuestionType, SetupRecords } from '../../dns/facts.ts';
import { PENDING } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { MAX_ALIASES } from '../../dns/limits.ts';
import { isKnown, parentOf } from '../../dns/names.ts';
import type { ZoneKey } from '../input/entry.ts';
import type { AnsweringZone } from './answering-zone.ts';
import type { Dependent } from './zone-dependencies.ts';
import type { ZoneAnswer } from '../records/zone-answer.ts';
import { ZoneDirectory } from './zone-directory.ts';
import type { DirectoryChange, DuplicateZone } from './zone-directory.ts';

/** The zones of the workspace. */
export interface WorkspaceZones {
  /** The zones that were needed so far. */
  known(): Iterable<AnsweringZone>;
  /** One of those zones. */
  at(root: ZoneKey): AnsweringZone | undefined;
  all(): Iterable<AnsweringZone>;
}

/**
 * Answers from outside the workspace: a file of DNS answers, or a resolver. It notes the queries that it cannot answer yet.
 *
 * `owner`: the name of the records that cause the query; `undefined` if no rule asks.
 */
export type OutsideFacts = <T extends QuestionType>(
  name: DomainName,
  type: T,
  owner: DomainName | undefined,
) => Answer<T>;

export interface AskOptions {
  /** Zones that do not answer, as if they were not in the workspace. */
  readonly without?: ReadonlySet<AnsweringZone> | undefined;
  /** The name of the records that cause the query, if nothing depends on the answer. */
  readonly owner?: DomainName | undefined;
}

const FROM_WORKSPACE: AnswerSource = { kind: 'workspace' };

/**
 * What is known about DNS: first from the workspace's own zones, and for names in none of them from outside.
 *
 * Invariant: a zone whose results depend on an answer has the answer among its dependencies. No reference to a zone that the
 * workspace dropped remains.
 */
export class WorkspaceFacts {
  private readonly zones: WorkspaceZones;
  private readonly outsideFacts: OutsideFacts;
  private readonly directory: ZoneDirectory;

  constructor(zones: WorkspaceZones, outsideFacts: OutsideFacts = () => PENDING) {
    this.zones = zones;
    this.outsideFacts = outsideFacts;
    this.directory = new ZoneDirectory(
      () => zones.all(),
      (change) => this.zonesReplaced(change),
    );
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
        this.directory.zoneOf(at, from, without)?.answer(at, type, dependent) ??
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
   * How a zone is set up with services; see {@link SetupRecords}. Only for the zone that is served: if several files or several
   * views have the zone, the others do not show what receivers find.
   */
  setupRecords(
    apex: DomainName,
    from: AnsweringZone | undefined,
    dependent: Dependent | undefined,
    { without }: Pick<AskOptions, 'without'> = {},
  ): SetupRecords | undefined {
    const zone = this.directory.zoneOf(apex, from, without);
    const served = this.directory.zoneOf(apex, undefined, without);
    return zone === served && zone?.apex === apex ? zone.setupRecords(dependent) : undefined;
  }

  /**
   * The answers of zones with records of any number of zones. It is unknown which zones those are, and what else is in them. The
   * answer of the requesting zone is used. If two others have an answer, they can differ.
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
    for (const zone of this.directory.scattered.holding(name)) {
      const isAlternative = zone.run !== undefined && zone.run.of === from?.run?.of;
      const isOtherView =
        zone.view !== undefined && from?.view !== undefined && zone.view.name !== from.view.name;
      if (isAlternative || isOtherView || without?.has(zone) === true) continue;
      const answer = zone.answer(name, type, undefined);
      if (answer.kind === 'elsewhere') continue;
      if (found !== undefined) return undefined;
      found = answer;
    }
    return found;
  }

  /** Invalidates results that depend on answers for which another zone is now responsible. */
  private zonesReplaced({ before, apexes, names }: DirectoryChange): void {
    for (const { dependencies, isScattered } of this.zones.known())
      dependencies.zonesReplaced(apexes, names, isScattered);
    // Answers of existing zones, and of those above them, may now come from other zones.
    const replaced = new Map<AnsweringZone, Set<DomainName>>();
    for (const apex of apexes) {
      for (let at: DomainName | undefined = apex; at !== undefined; at = parentOf(at)) {
        const zones = before.get(at)?.zones;
        for (const zone of zones ?? []) {
          const below = replaced.get(zone);
          if (below === undefined) replaced.set(zone, new Set([apex]));
          else below.add(apex);
        }
        if (zones !== undefined && at !== apex) break;
      }
    }
    for (const [zone, below] of replaced) {
      zone.dependencies.zoneReplacedBelow(zone, below);
      for (const root of zone.dependentRoots)
        this.zones.at(root)?.dependencies.zoneReplacedBelow(zone, below);
    }
  }

  /**
   * Zones were added, dropped or renamed. Queries to others may now be theirs to answer. That is known after {@link updateDirectory} has
   * run, or after the next query.
   */
  zonesChanged(): void {
    this.directory.outdate();
  }

  /** Invalidates results that depend on answers of zones that were added or dropped. To be called before results are used. */
  updateDirectory(): void {
    this.directory.update();
  }

  /** See {@link ZoneDirectory.duplicates}. */
  duplicates(): readonly DuplicateZone[] {
    return this.directory.duplicates();
  }

  /** Answers from outside may have changed: for these names, or for any name if none are given. */
  answersChanged(names?: Iterable<DomainName>): void {
    const all = names === undefined ? undefined : new Set(names);
    for (const { dependencies } of this.zones.known()) dependencies.outsideChanged(all);
  }

  /** The answers of a zone may have changed: for these names, or for any name if none are given. */
  zoneChanged(zone: AnsweringZone, names?: ReadonlySet<DomainName>): void {
    if (zone.isScattered) this.scatteredChanged(zone, names);
    for (const root of zone.dependentRoots) this.zones.at(root)?.dependencies.zoneChanged(zone, names);
  }

  private scatteredChanged(zone: AnsweringZone, names: ReadonlySet<DomainName> | undefined): void {
    if (names !== undefined) this.directory.scattered.changed(zone, names);
    const all = names ?? new Set(this.directory.scattered.namesIn(zone));
    if (all.size === 0) return;
    // The zone itself handles what it queried of itself.
    for (const other of this.zones.known()) if (other !== zone) other.dependencies.scatteredChanged(all);
  }
}
