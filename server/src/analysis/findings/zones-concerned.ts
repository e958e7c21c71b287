import type { Severity } from '../../records/report.ts';
import { rangeOf } from '../../text/range.ts';
import { printable } from '../../text/printable.ts';
import { showName } from '../../dns/names.ts';
import type { StoredFinding } from '../engine/finding-store.ts';
import type { DocumentInstance } from '../input/entry.ts';
import type { Member } from '../records/place.ts';
import type { DocumentZone } from '../workspace.ts';
import type { ShownFinding } from './family-findings.ts';
import type { Suppressions } from './suppress.ts';

export interface UsesOptions {
  /** Of the text: the same in each use. */
  readonly suppressions: Suppressions | undefined;
  readonly severityOf: (finding: StoredFinding) => Severity | 'off';
  readonly zoneOf: (instance: DocumentInstance) => DocumentZone;
}

/** The findings of a document in each of the zones that use it, with what tells the names of these apart. */
export function* findingsOfUses(
  instances: readonly DocumentInstance[],
  { suppressions, severityOf, zoneOf }: UsesOptions,
): Iterable<ShownFinding> {
  for (const instance of instances) {
    const { member: home, origin } = instance;
    const names = new Set([origin.name ?? '', zoneOf(instance).name ?? '']);
    const domains = [...names].sort((a, b) => b.length - a.length);
    let base = 0;
    for (const block of home.document.blocks) {
      for (const stored of home.store.shows(block) ? home.store.of(block) : []) {
        const severity = severityOf(stored);
        if (severity === 'off') continue;
        const index = block.indexOfId(stored.entry);
        const start = base + block.startAt(index);
        if (suppressions?.covers(stored.rule.id, start) === true) continue;
        const range = rangeOf(start + stored.range.start, start + stored.range.end);
        yield { home, block, entry: stored.entry, stored, severity, index, range, domains };
      }
      base += block.length;
    }
  }
}

/** Zones that a message names: more are counted. */
const NAMED_ZONES = 3;

/** What a message says of the zones, where the finding is not true in all that use the document: `all` of them. */
export function affectedZones(
  standsOn: readonly ShownFinding[],
  instances: ReadonlyMap<Member, DocumentInstance>,
  all: number,
  zoneOf: (instance: DocumentInstance) => DocumentZone,
): string {
  const affected = new Map<string, DocumentInstance>();
  for (const { home } of standsOn) {
    const instance = instances.get(home);
    if (instance !== undefined) affected.set(instance.zone, instance);
  }
  if (affected.size === all) return '';
  const named = [...affected.values()].slice(0, NAMED_ZONES).map((one) => zoneLabel(zoneOf(one)));
  const more = affected.size - named.length;
  if (more > 0) named.push(`${more} more`);
  const last = named.pop() ?? '';
  const list = named.length === 0 ? last : `${named.join(', ')} and ${last}`;
  return ` Affects ${affected.size} of the ${all} zones that use this file: ${list}.`;
}

/** `example.com (view internal)` */
export function zoneLabel({ name, view }: DocumentZone): string {
  const shown =
    name === undefined ? 'a zone without a name' : name === '' ? '.' : printable(showName(name, '…'));
  return view === undefined ? shown : `${shown} (view ${printable(view)})`;
}
