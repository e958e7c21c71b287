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
  /** Identifies the text, and is the same in each use. */
  readonly suppressions: Suppressions | undefined;
  readonly severityOf: (finding: StoredFinding) => Severity | 'off';
  readonly zoneOf: (instance: DocumentInstance) => DocumentZone;
}

/** The findings of a document in each of the zones that use it, and what distinguishes their names. */
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

/** Zones to name in a message. Further ones are counted. */
const NAMED_ZONES = 3;

/** The sentence about the zones, if the finding does not apply to `all` zones that use the document. */
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
  const list = namedList(Array.from(affected.values(), (one) => zoneLabel(zoneOf(one))));
  return ` Affects ${affected.size} of the ${all} zones that use this file: ${list}.`;
}

/**
 * The sentence about the runs of a module, if the finding does not apply to all that have records in the document.
 *
 * @param instances the uses of the document
 * @param members all documents that are examined with them
 */
export function affectedRuns(
  instances: readonly DocumentInstance[],
  members: readonly DocumentInstance[],
): (standsOn: readonly ShownFinding[]) => string {
  const having = instances.filter(({ member }) => member.document.recordCount > 0);
  const all = new Set((having.length > 0 ? having : instances).map(({ zone }) => zone));
  if (instances.every(({ run }) => run === undefined)) return () => '';
  const byMember = new Map(members.map((instance) => [instance.member, instance]));
  return (standsOn) => {
    const affected = new Map<string, string | undefined>();
    for (const { home } of standsOn) {
      const instance = byMember.get(home);
      if (instance !== undefined) affected.set(instance.zone, instance.run?.label);
    }
    if (affected.size >= all.size) return '';
    const labels = [...affected.values()].flatMap((label) => (label === undefined ? [] : [label]));
    if (labels.length === 0) return ' Only without a variable file.';
    return ` Only with ${namedList(labels.map(printable))}.`;
  };
}

/** `a.tfvars, b.tfvars and 3 more` */
function namedList(all: readonly string[]): string {
  const named = all.slice(0, NAMED_ZONES);
  const more = all.length - named.length;
  if (more > 0) named.push(`${more} more`);
  const last = named.pop() ?? '';
  return named.length === 0 ? last : `${named.join(', ')} and ${last}`;
}

/** `example.com (view internal)`, `with env/prod.tfvars` */
export function zoneLabel({ name, view, run }: DocumentZone): string {
  if (run !== undefined) return `with ${printable(run)}`;
  const shown =
    name === undefined ? 'a zone without a name' : name === '' ? '.' : printable(showName(name, '…'));
  return view === undefined ? shown : `${shown} (view ${printable(view)})`;
}
