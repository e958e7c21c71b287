import { HOLE } from '../../text/mapped-text.ts';
import { isUnknownOrigin, labelsOf } from '../../dns/names.ts';
import type { Maker } from '../../records/maker.ts';
import type { DocumentPath, Finding, RelatedPlace } from '../finding.ts';
import type { ShownFinding, StandsOn } from './family-findings.ts';
import type { StoredFinding } from '../engine/finding-store.ts';

/** With the name of the records. */
interface NamedMaker extends Maker {
  readonly owner: string | undefined;
}

/** The maximum number of names. Further ones are counted. */
const MAX_NAMED = 10;

/** The resources that publish the text of a finding, if that is not obvious. */
export function makersOf(
  { range }: Finding,
  path: DocumentPath,
  standsOn: readonly StandsOn[],
): readonly RelatedPlace[] {
  // A resource that publishes several records of a name is listed once.
  const distinct = new Map<string, NamedMaker>();
  for (const one of standsOn) {
    const maker = makerOf(one);
    if (maker === undefined) continue;
    const owner = ownerOf(one);
    distinct.set(`${maker.path} ${maker.range.start} ${maker.name} ${owner ?? ''}`, { ...maker, owner });
  }
  const makers = [...distinct.values()];
  const [only] = makers;
  if (only === undefined) return [];
  const isPlain =
    // In generated text, it is not visible nearby.
    standsOn[0]?.home.document.text.isPrivate !== true &&
    only.path === path &&
    only.range.start <= range.start &&
    range.end <= only.range.end &&
    makers.length === 1;
  if (isPlain) return [];
  const related = makers.slice(0, MAX_NAMED).map(({ name, owner, path: at, range: place }) => ({
    message: `${name} publishes this${isNamed(owner) ? ` at ${owner}` : ''}.`,
    path: at,
    range: place,
  }));
  if (makers.length > MAX_NAMED) {
    related.push({
      message: `${makers.length - MAX_NAMED} more publish this.`,
      path: only.path,
      range: only.range,
    });
  }
  return related;
}

/** The maximum number of names in a message. Further ones are counted. */
const MAX_IN_MESSAGE = 3;

/** The sentence about other names after a message that names one of several: those of a module that is called more than once. */
export function othersIn({ owner }: Finding, standsOn: readonly ShownFinding[]): string {
  const others = new Set(standsOn.map((one) => ownerOf(one) ?? ''));
  others.delete(owner ?? '');
  const before = owner === null ? '' : labelsBefore(owner, standsOn[0]?.stored.data);
  const named = [...others]
    .filter(isNamed)
    .slice(0, MAX_IN_MESSAGE)
    .map((name) => (name.startsWith(before) ? name.slice(before.length) : name));
  const more = others.size - named.length;
  if (others.size === 0) return '';
  if (more > 0) named.push(named.length === 0 ? nameCount(more) : `${more} more`);
  const last = named.pop() ?? '';
  return ` The same goes for ${named.length === 0 ? last : `${named.join(', ')} and ${last}`}.`;
}

/** The part of a name that a finding omits: its data has the domain, and it is on the record at `_dmarc` and the domain. */
function labelsBefore(owner: string, data: StoredFinding['data']): string {
  const values = new Set(Object.values(data ?? {}));
  const labels = labelsOf(owner);
  for (let i = 0; i < labels.length - 1; i++) {
    const before = labels.slice(0, i).map((label) => `${label}.`);
    if (values.has(labels.slice(i).join('.'))) return before.join('');
  }
  return '';
}

function nameCount(count: number): string {
  return count === 1 ? 'another name' : `${count} other names`;
}

function makerOf({ home, block, entry }: StandsOn): Maker | undefined {
  return home.document.madeBy(block, block.indexOfId(entry));
}

function ownerOf({ block, entry }: StandsOn): string | undefined {
  return block.ownerAt(block.indexOfId(entry));
}

function isNamed(owner: string | undefined): owner is string {
  if (owner === undefined || owner === '') return false;
  return !owner.includes(HOLE) && !labelsOf(owner).some(isUnknownOrigin);
}
