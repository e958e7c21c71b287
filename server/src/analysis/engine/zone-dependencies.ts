import { parentOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { ZoneKey } from '../input/entry.ts';

/** A name of a zone on whose behalf a query is made, so that its results depend on the answer. */
export interface Dependent {
  readonly dependencies: ZoneDependencies;
  readonly owner: DomainName;
}

/**
 * The names of a zone whose results depend on the answers of one source, by the name that was queried.
 *
 * A large zone has more of these names than records, and nearly all have one or two dependents. A list uses a quarter of the
 * memory of a set, and a single dependent is stored as itself.
 */
export class Dependents {
  /** `undefined` until the first dependent, because a workspace may have many small zones. */
  private byName: Map<DomainName, DomainName | DomainName[] | Set<DomainName>> | undefined;
  /** Called for each new pair of names. */
  private readonly added: () => void;

  constructor(added: () => void) {
    this.added = added;
  }

  add(name: DomainName, owner: DomainName): void {
    this.byName ??= new Map<DomainName, DomainName | DomainName[] | Set<DomainName>>();
    const owners = this.byName.get(name);
    if (owners === undefined) this.byName.set(name, owner);
    else if (owners instanceof Set) {
      if (owners.has(owner)) return;
      owners.add(owner);
    } else if (!Array.isArray(owners)) {
      if (owners === owner) return;
      this.byName.set(name, [owners, owner]);
    } else {
      if (owners.includes(owner)) return;
      if (owners.length < LONGEST_LIST) owners.push(owner);
      else this.byName.set(name, new Set([...owners, owner]));
    }
    this.added();
  }

  of(name: DomainName): Iterable<DomainName> {
    return listOf(this.byName?.get(name));
  }

  /**
   * The dependents of all these names. Iterates over the given names or over the queried ones, whichever are fewer: when
   * thousands of modules are added, each of thousands of zones receives all their names.
   */
  *ofAny(names: ReadonlySet<DomainName>): Iterable<DomainName> {
    if (this.byName === undefined) return;
    if (names.size <= this.byName.size) for (const name of names) yield* this.of(name);
    else for (const [name, owners] of this.byName) if (names.has(name)) yield* listOf(owners);
  }

  /** Every dependent, whatever it queried. A dependent with queries for several names occurs several times. */
  *all(): Iterable<DomainName> {
    for (const owners of this.byName?.values() ?? []) yield* listOf(owners);
  }

  /** The names that were queried. */
  names(): Iterable<DomainName> {
    return this.byName?.keys() ?? [];
  }

  /** As data, for {@link addAll} of another one. */
  pairs(): readonly DependentPair[] {
    return Array.from(this.byName ?? [], ([name, owners]) => [name, [...listOf(owners)]] as const);
  }

  addAll(pairs: readonly DependentPair[]): void {
    for (const [name, owners] of pairs) for (const owner of owners) this.add(name, owner);
  }

  clear(): void {
    this.byName = undefined;
  }
}

/** A name that was queried, and the names whose results depend on the answer. */
export type DependentPair = readonly [name: DomainName, owners: readonly DomainName[]];

/** The maximum number of dependents in a list. With more, a search takes longer than in a set. */
const LONGEST_LIST = 8;

function listOf(owners: DomainName | DomainName[] | Set<DomainName> | undefined): Iterable<DomainName> {
  if (owners === undefined) return [];
  return typeof owners === 'string' ? [owners] : owners;
}

/** What answers queries of zones. */
export interface AnswerOwner {
  /** The roots of the other zones whose results depend on its answers, or once did. */
  readonly dependentRoots: Set<ZoneKey>;
}

/**
 * The maximum number of pairs of names, beyond twice those of the last complete check. Edits only add pairs, because obsolete
 * queries are not tracked. A pair takes about 150 bytes.
 */
export const MAX_EXTRA_DEPENDENTS = 1000;

/**
 * The dependencies of the results of a zone's names: answers of this zone, of other zones, and from outside the workspace.
 *
 * Invariant: all of it belongs to the zone with these results, and other zones refer only to its root. So a zone that is dropped
 * takes its dependencies along, and dependencies on a dropped zone go with that zone (the map is weak).
 */
export class ZoneDependencies {
  private readonly zone: AnswerOwner;
  private readonly root: ZoneKey;
  private size = 0;
  private sizeWhenComplete = Infinity;
  private readonly grown = (): void => {
    this.size++;
  };
  /** On answers of the zone itself. */
  readonly own = new Dependents(this.grown);
  readonly outside = new Dependents(this.grown);
  /** On the records of any modules of the workspace. */
  readonly scattered = new Dependents(this.grown);
  private others: WeakMap<AnswerOwner, Dependents> | undefined;
  private readonly stale = new Set<DomainName>();

  /** `root` identifies the zone in the workspace. */
  constructor(zone: AnswerOwner, root: ZoneKey) {
    this.zone = zone;
    this.root = root;
  }

  /** On answers of a zone of the workspace. */
  on(zone: AnswerOwner): Dependents {
    if (zone === this.zone) return this.own;
    this.others ??= new WeakMap<AnswerOwner, Dependents>();
    let dependents = this.others.get(zone);
    if (dependents === undefined) {
      this.others.set(zone, (dependents = new Dependents(this.grown)));
      zone.dependentRoots.add(this.root);
    }
    return dependents;
  }

  /** The names of the zone whose results depend on these answers of its own. */
  ownDependentOn(questions: Iterable<DomainName>): ReadonlySet<DomainName> {
    const owners = new Set<DomainName>();
    for (const question of questions) for (const owner of this.own.of(question)) owners.add(owner);
    return owners;
  }

  /** Answers of another zone may have changed: for these names, or for any name if none are given. */
  zoneChanged(zone: AnswerOwner, names: ReadonlySet<DomainName> | undefined): void {
    this.markStale(this.others?.get(zone), names);
  }

  /** The same for answers from outside. */
  outsideChanged(names: ReadonlySet<DomainName> | undefined): void {
    this.markStale(this.outside, names);
  }

  /** The records of modules at these names may have changed. */
  scatteredChanged(names: ReadonlySet<DomainName>): void {
    this.markStale(this.scattered, names);
  }

  /**
   * Other zones are now responsible for names at or below these. Modules have, or no longer have, these `names`.
   *
   * @param isScattered whether this zone is a module, which itself answers for names that belong to no zone
   */
  zonesReplaced(apexes: ReadonlySet<DomainName>, names: ReadonlySet<DomainName>, isScattered: boolean): void {
    if (apexes.size > 0) {
      for (const dependents of [this.outside, this.scattered, ...(isScattered ? [this.own] : [])])
        this.markStale(dependents, namesBelow(dependents, apexes));
    }
    this.markStale(this.scattered, names);
  }

  /** Other zones may now be responsible for answers of this zone about names at or below these. */
  zoneReplacedBelow(zone: AnswerOwner, apexes: ReadonlySet<DomainName>): void {
    const dependents = zone === this.zone ? this.own : this.others?.get(zone);
    if (dependents !== undefined) this.markStale(dependents, namesBelow(dependents, apexes));
  }

  private markStale(dependents: Dependents | undefined, names: ReadonlySet<DomainName> | undefined): void {
    if (dependents === undefined) return;
    const owners = names === undefined ? dependents.all() : dependents.ofAny(names);
    for (const owner of owners) this.stale.add(owner);
  }

  get hasStale(): boolean {
    return this.stale.size > 0;
  }

  /** The names whose results depend on answers that changed. They are returned once. */
  takeStale(): readonly DomainName[] {
    if (this.stale.size === 0) return NO_NAMES;
    const names = [...this.stale];
    this.stale.clear();
    return names;
  }

  /** Every name has been checked. New dependencies are due to changes from now on. */
  completed(): void {
    this.sizeWhenComplete = this.size;
  }

  /** Whether there is much more than a complete check would leave. */
  get isOvergrown(): boolean {
    return this.size > 2 * this.sizeWhenComplete + MAX_EXTRA_DEPENDENTS;
  }

  clear(): void {
    this.size = 0;
    this.sizeWhenComplete = Infinity;
    this.own.clear();
    this.outside.clear();
    this.scattered.clear();
    this.others = undefined;
    this.stale.clear();
  }
}

/** The queried names that are at or below one of these. */
function namesBelow(dependents: Dependents, apexes: ReadonlySet<DomainName>): ReadonlySet<DomainName> {
  const below = [...dependents.names()].filter((name) => {
    let at: DomainName | undefined = name;
    while (at !== undefined && !apexes.has(at)) at = parentOf(at);
    return at !== undefined;
  });
  return new Set(below);
}

const NO_NAMES: readonly DomainName[] = [];
