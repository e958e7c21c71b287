import type { DomainName } from '../../dns/names.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { SeenPolicy } from '../../senders/reports/seen-policies.ts';
import type { DocumentPath } from '../finding.ts';
import { ZoneComparison } from '../input/committed-zone.ts';
import type { DocumentInstance, ZoneKey } from '../input/entry.ts';
import type { FileHistory } from '../input/file-history.ts';
import { LastChange } from '../input/last-change.ts';
import { ZoneRecords } from '../records/zone-records.ts';
import type { WorkspaceEnvironment } from '../workspace.ts';
import { currencyOf } from './current-zone.ts';
import type { RuleTable } from './rule-table.ts';
import type { WorkspaceFacts, WorkspaceZones } from './workspace-facts.ts';
import { Zone } from './zone.ts';

/** What the zones of a workspace need of it. */
export interface ZoneSetParts {
  readonly environment: WorkspaceEnvironment;
  readonly table: RuleTable;
  readonly history: FileHistory;
  /** Created with these zones, and used by each of them. */
  facts(): WorkspaceFacts;
  /** The documents of a zone, the main one first. */
  membersOf(key: ZoneKey): readonly DocumentInstance[];
  /** All zones that the documents make up, whether they were needed or not. */
  keys(): Iterable<ZoneKey>;
  /** A zone is about to answer: it has to know all edits. */
  beforeAnswer(key: ZoneKey): void;
  /** The zones with TXT records of a name. */
  zonesWith(name: DomainName): readonly ZoneKey[];
}

/** One list, so that it is the same object each time. */
const NO_SENDERS: readonly KnownSender[] = [];

/**
 * The zones of a workspace, created when they are first needed.
 *
 * Invariant: it has only zones whose documents, origins and includes are unchanged since the zone was created. A change of those
 * drops the zone.
 */
export class ZoneSet implements WorkspaceZones {
  private readonly parts: ZoneSetParts;
  private readonly zones = new Map<ZoneKey, Zone>();
  /** The zones that were needed so far. */
  readonly needed: ReadonlyMap<ZoneKey, Zone> = this.zones;
  /** Documents of zones that were dropped since the last call of {@link takeChanged}. */
  private readonly dropped = new Set<DocumentPath>();
  /** The versions of zones at that time. */
  private taken = new WeakMap<Zone, number>();

  constructor(parts: ZoneSetParts) {
    this.parts = parts;
  }

  known(): Iterable<Zone> {
    return this.zones.values();
  }

  at(key: ZoneKey): Zone | undefined {
    return this.zones.get(key);
  }

  *all(): Iterable<Zone> {
    for (const key of this.parts.keys()) yield this.of(key);
  }

  /** The zone, created if it was not needed before. */
  of(key: ZoneKey): Zone {
    const known = this.zones.get(key);
    if (known !== undefined) return known;
    const members = this.parts.membersOf(key);
    const [first] = members;
    for (const { member } of members) member.store.clear();
    const zone = new Zone({
      root: key,
      view: first?.view,
      run: first?.run,
      records: new ZoneRecords({
        members: members.map(({ member }) => member),
        named: first?.entry.format.holdsRecords === true ? first.origin.name : undefined,
        isNameSet: first?.origin.source === 'settings',
        allRead: members.every(({ problems }) => problems.size === 0),
        isOneZone: first?.entry.isOfFamily !== true,
        isDeclaredWhole: first?.declared?.isWhole === true,
      }),
      currency: currencyOf(first?.entry.path ?? key, first?.origin.source === 'settings'),
      table: this.parts.table,
      failed: (rule, error) => {
        if (this.parts.environment.ruleFailed === undefined) throw error;
        this.parts.environment.ruleFailed(rule, error);
      },
      isStatic: this.parts.environment.isStatic === true,
      beforeAnswer: () => this.parts.beforeAnswer(key),
      inputs: {
        facts: this.parts.facts(),
        senders: this.sendersFor(key),
        committed: new ZoneComparison(
          members.map(({ member }) => member),
          (position) => this.parts.history.committed(members[position]),
        ),
        seenPolicy: (domain) => this.seenPolicyOf(domain, key),
        lastChange: new LastChange(() => this.parts.history.lastChangeOf(members)),
      },
    });
    this.zones.set(key, zone);
    return zone;
  }

  /** The documents of the zone, or which ones they are, have changed. */
  drop(key: ZoneKey): void {
    const zone = this.zones.get(key);
    if (zone !== undefined) {
      this.zones.delete(key);
      this.parts.facts().zoneChanged(zone);
      for (const member of zone.members) {
        member.store.clear();
        this.dropped.add(member.path);
      }
    }
    this.parts.facts().zonesChanged();
  }

  /** Drops the zones whose senders are not those that are declared now. */
  sendersChanged(): void {
    for (const [key, zone] of [...this.zones]) if (zone.senders !== this.sendersFor(key)) this.drop(key);
  }

  /** The documents whose findings may have changed since the last call. */
  takeChanged(): Set<DocumentPath> {
    const changed = new Set(this.dropped);
    this.dropped.clear();
    for (const zone of this.all()) {
      const { version } = zone;
      if (this.taken.get(zone) === version) continue;
      this.taken.set(zone, version);
      for (const { path } of zone.members) changed.add(path);
    }
    return changed;
  }

  /** The next call of {@link takeChanged} returns all documents. */
  forgetTaken(): void {
    this.taken = new WeakMap();
  }

  /** If another zone of the workspace has a policy for the domain, it is unknown which of them is published. */
  private seenPolicyOf(domain: DomainName, key: ZoneKey): SeenPolicy | undefined {
    const path = this.parts.membersOf(key)[0]?.entry.path ?? key;
    const seen = this.parts.environment.seenPolicyOf?.(domain, path);
    if (seen === undefined) return undefined;
    const isElsewhere = this.parts.zonesWith(policyOwner(domain)).some((zone) => zone !== key);
    return isElsewhere ? undefined : seen;
  }

  /** Those of the zone's own file or, for a group, of its first one. */
  private sendersFor(key: ZoneKey): readonly KnownSender[] {
    const path = this.parts.membersOf(key)[0]?.entry.path ?? key;
    return this.parts.environment.sendersFor?.(path) ?? NO_SENDERS;
  }
}
