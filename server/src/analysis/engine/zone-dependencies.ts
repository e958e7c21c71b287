import { parentOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { ZoneKey } from '../input/entry.ts';

/** A name of a zone, on whose behalf a question is asked: its results depend on the answer. */
export interface Dependent {
  readonly dependencies: ZoneDependencies;
  readonly owner: DomainName;
}

/**
 * The names of a zone whose results depend on the answers of one source, by the name that was asked about.
 *
 * A large zone has more of these names than records, and nearly all have one dependent or two: a list uses a quarter of
 * the memory of a set, and a single dependent is stored as itself.
 */
export class Dependents {
  /** `undefined` as long as there are none: a workspace may have many small zones. */
  private byName: Map<DomainName, DomainName | DomainName[] | Set<DomainName>> | undefined;
  /** Called for each pair of names that was not known before. */
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
   * The dependents of all these names. Goes through the names or through those that were asked about, whichever are fewer: when
   * thousands of modules come, each of thousands of zones is told all their names.
   */
  *ofAny(names: ReadonlySet<DomainName>): Iterable<DomainName> {
    if (this.byName === undefined) return;
    if (names.size <= this.byName.size) for (const name of names) yield* this.of(name);
    else for (const [name, owners] of this.byName) if (names.has(name)) yield* listOf(owners);
  }

  /** Every dependent, whatever it asked about. One that asked about several names comes several times. */
  *all(): Iterable<DomainName> {
    for (const owners of this.byName?.values() ?? []) yield* listOf(owners);
  }

  /** The names that were asked about. */
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

/** A name that was asked about, and the names whose results depend on the answer. */
export type DependentPair = readonly [name: DomainName, owners: readonly DomainName[]];

/** Dependents in a list; where there are more, looking for one takes longer than in a set. */
const LONGEST_LIST = 8;

function listOf(owners: DomainName | DomainName[] | Set<DomainName> | undefined): Iterable<DomainName> {
  if (owners === undefined) return [];
  return typeof owners === 'string' ? [owners] : owners;
}

/** What answers questions of zones. */
export interface AnswerOwner {
  /** The roots of the other zones whose results depend on its answers, or once did. */
  readonly dependentRoots: Set<ZoneKey>;
}

/**
 * Pairs of names, beyond twice those of the last complete check, that are kept at most. Edits only add to them: which
 * question is no longer asked is not tracked. About 150 bytes each.
 */
export const MAX_EXTRA_DEPENDENTS = 1000;

/**
 * What the results of a zone's names depend on: the answers of this zone, of other zones, and from outside the workspace.
 *
 * Invariant: all of it belongs to the zone whose results these are, and other zones know no more of it than its root. So a zone that is
 * dropped takes its dependencies along, and those on a zone that was dropped go with that zone (the map is weak).
 */
export class ZoneDependencies {
  private readonly zone: AnswerOwner;
  private readonly root: ZoneKey;
  private size = 0;
  private sizeWhenComplete = Infinity;
  private readonly grown = (): void => {
    this.size++;
  };
  /** On the answers of the zone itself. */
  readonly own = new Dependents(this.grown);
  readonly outside = new Dependents(this.grown);
  /** On what the modules of the workspace hold, whichever of them does. */
  readonly scattered = new Dependents(this.grown);
  private others: WeakMap<AnswerOwner, Dependents> | undefined;
  private readonly stale = new Set<DomainName>();

  /** `root`: by which the workspace knows the zone. */
  constructor(zone: AnswerOwner, root: ZoneKey) {
    this.zone = zone;
    this.root = root;
  }

  /** On the answers of a zone of the workspace. */
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

  /** Answers of another zone may be different now: about these names, or about any where none are given. */
  zoneChanged(zone: AnswerOwner, names: ReadonlySet<DomainName> | undefined): void {
    this.markStale(this.others?.get(zone), names);
  }

  /** The same of answers from outside. */
  outsideChanged(names: ReadonlySet<DomainName> | undefined): void {
    this.markStale(this.outside, names);
  }

  /** What modules hold at these names may be different now. */
  scatteredChanged(names: ReadonlySet<DomainName>): void {
    this.markStale(this.scattered, names);
  }

  /**
   * Other zones are responsible for what is at or below these names now; modules hold, or no longer hold, these `names`.
   * `isScattered`: this zone is a module, which answers itself what no zone is responsible for.
   */
  zonesReplaced(apexes: ReadonlySet<DomainName>, names: ReadonlySet<DomainName>, isScattered: boolean): void {
    if (apexes.size > 0) {
      for (const dependents of [this.outside, this.scattered, ...(isScattered ? [this.own] : [])])
        this.markStale(dependents, namesBelow(dependents, apexes));
    }
    this.markStale(this.scattered, names);
  }

  /** Of what this zone answered about names at or below these, others may be responsible now. */
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

  /** The names whose results depend on answers that changed. They are handed out once. */
  takeStale(): readonly DomainName[] {
    if (this.stale.size === 0) return NO_NAMES;
    const names = [...this.stale];
    this.stale.clear();
    return names;
  }

  /** Every name has been checked: what is noted from now on is due to changes. */
  completed(): void {
    this.sizeWhenComplete = this.size;
  }

  /** There is much more than a complete check would leave. */
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

/** The names that were asked about, as far as they are at or below one of these. */
function namesBelow(dependents: Dependents, apexes: ReadonlySet<DomainName>): ReadonlySet<DomainName> {
  const below = [...dependents.names()].filter((name) => {
    let at: DomainName | undefined = name;
    while (at !== undefined && !apexes.has(at)) at = parentOf(at);
    return at !== undefined;
  });
  return new Set(below);
}

const NO_NAMES: readonly DomainName[] = [];
