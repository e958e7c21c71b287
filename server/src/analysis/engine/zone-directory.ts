import type { DomainName } from '../../dns/names.ts';
import { isKnown, parentOf } from '../../dns/names.ts';
import type { DocumentPath } from '../finding.ts';
import type { AnsweringZone } from './answering-zone.ts';
import { currentOf } from './current-zone.ts';
import { ScatteredZones } from './scattered-zones.ts';

/** A zone that several files contain completely. */
export interface DuplicateZone {
  readonly apex: DomainName;
  readonly files: readonly DocumentPath[];
  /** The one from which other zones get answers; `undefined` if it is unclear which is served. */
  readonly current: DocumentPath | undefined;
}

interface SameZones {
  readonly zones: readonly AnsweringZone[];
  /** See {@link servedOf}. */
  readonly served: AnsweringZone | undefined;
  /** Whether it depends on the requesting zone which one is served. */
  readonly areInViews: boolean;
}

export type ZonesByApex = ReadonlyMap<DomainName, SameZones>;

/** How changed zones of the workspace affect which zones are responsible for names. */
export interface DirectoryChange {
  readonly before: ZonesByApex;
  /** Other zones are responsible for names at or below these. */
  readonly apexes: ReadonlySet<DomainName>;
  /** Modules have, or no longer have, records of these. */
  readonly names: ReadonlySet<DomainName>;
}

/** Finds the zone of the workspace that is responsible for a name, and the modules with records of it. */
export class ZoneDirectory {
  private readonly all: () => Iterable<AnsweringZone>;
  private readonly changed: (change: DirectoryChange) => void;
  /** `undefined` until it is needed. */
  private byApex: ZonesByApex | undefined;
  /** Whether there may be other zones than in `byApex` and `scattered`. */
  private isOutdated = true;
  readonly scattered = new ScatteredZones();

  /** `changed` is called before anything is resolved with a different set of zones. */
  constructor(all: () => Iterable<AnsweringZone>, changed: (change: DirectoryChange) => void) {
    this.all = all;
    this.changed = changed;
  }

  /**
   * The zone that is responsible for the name. Of several with one apex, the requesting one, or otherwise the one that is served.
   */
  zoneOf(
    name: DomainName,
    from: AnsweringZone | undefined,
    without: ReadonlySet<AnsweringZone> | undefined,
  ): AnsweringZone | undefined {
    const byApex = this.current();
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

  /** The zones that several files contain completely, within one view. */
  duplicates(): readonly DuplicateZone[] {
    const duplicates: DuplicateZone[] = [];
    for (const [apex, { zones }] of this.current()) {
      for (const view of new Set(zones.map((zone) => zone.view?.name))) {
        const same = zones.filter((zone) => zone.view?.name === view);
        const whole = same.filter(({ isComplete }) => isComplete);
        if (whole.length < 2) continue;
        duplicates.push({ apex, files: whole.map(({ file }) => file), current: servedOf(same)?.file });
      }
    }
    return duplicates;
  }

  /** The set of zones may have changed. {@link update} or the next query checks it. */
  outdate(): void {
    this.isOutdated = true;
  }

  update(): void {
    if (this.byApex !== undefined) this.current();
  }

  private current(): ZonesByApex {
    if (this.byApex !== undefined && !this.isOutdated) return this.byApex;
    const before = this.byApex;
    const scattered: AnsweringZone[] = [];
    const byApex = new Map<DomainName, SameZones>();
    const several = new Map<DomainName, AnsweringZone[]>();
    for (const zone of this.all()) {
      const { apex } = zone;
      if (zone.isScattered) scattered.push(zone);
      if (apex === undefined || !isKnown(apex)) continue;
      const first = byApex.get(apex)?.zones[0];
      if (first === undefined) {
        // Nearly all zones are the only ones with their names, and most are the same ones as before.
        const last = before?.get(apex);
        const isSameOne = last?.zones.length === 1 && last.zones[0] === zone;
        byApex.set(apex, isSameOne ? last : sameZones([zone]));
        continue;
      }
      const same = several.get(apex);
      if (same === undefined) several.set(apex, [first, zone]);
      else same.push(zone);
    }
    for (const [apex, zones] of several) byApex.set(apex, sameZones(zones));
    this.byApex = byApex;
    this.isOutdated = false;
    const names = this.scattered.replace(scattered);
    if (before === undefined) return byApex;
    const apexes = new Set<DomainName>();
    for (const [apex, zones] of byApex) if (!isSame(before.get(apex), zones)) apexes.add(apex);
    for (const apex of before.keys()) if (!byApex.has(apex)) apexes.add(apex);
    if (apexes.size > 0 || names.size > 0) this.changed({ before, apexes, names });
    return byApex;
  }
}

function sameZones(zones: readonly AnsweringZone[]): SameZones {
  return { zones, served: servedOf(zones), areInViews: zones.some(({ view }) => view !== undefined) };
}

/**
 * Of several zones with one name, those that the requesting zone sees: those of its own view, or those without a view, or those
 * that the public sees. A zone without a view sees what the public sees, like a receiver of mail.
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

/**
 * Which of several zones with one apex answers others. Files without the complete zone can be parts of it, and then no file has
 * all of it.
 */
function servedOf(zones: readonly AnsweringZone[]): AnsweringZone | undefined {
  if (zones.length < 2) return zones[0];
  return zones.every(({ isComplete }) => isComplete) ? currentOf(zones) : undefined;
}

function isSame(a: SameZones | undefined, b: SameZones): boolean {
  if (a === b) return true;
  return (
    a?.served === b.served &&
    a?.zones.length === b.zones.length &&
    a.zones.every((zone, i) => zone === b.zones[i])
  );
}
