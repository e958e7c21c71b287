import { HOLE } from '../text/mapped-text.ts';
import { isUnknownOrigin, labelsOf } from '../dns/names.ts';
import type { RecordBlock, RecordDocument, RecordMaker } from '../records/document.ts';
import type { DocumentPath, Finding, RelatedPlace } from './finding.ts';
import type { StoredFinding } from './finding-store.ts';

/** A record that a finding stands on. */
export interface StandsOn {
  readonly block: RecordBlock;
  readonly entry: number;
}

/**
 * Findings of one rule, at one place of a document, that say the same but for the name at which the record stands: the same
 * text of several records. What is said of several senders is not the same.
 */
export class FindingTwins {
  private readonly byKey = new Map<string, { readonly finding: Finding; readonly standsOn: StandsOn[] }>();

  /** True where the same was found at the same place before. */
  join(stored: StoredFinding, block: RecordBlock, start: number): boolean {
    const known = this.byKey.get(keyOf(stored, block, start));
    known?.standsOn.push({ block, entry: stored.entry });
    return known !== undefined;
  }

  add(finding: Finding, stored: StoredFinding, block: RecordBlock, start: number): void {
    this.byKey.set(keyOf(stored, block, start), { finding, standsOn: [{ block, entry: stored.entry }] });
  }

  *all(): Iterable<readonly [Finding, readonly StandsOn[]]> {
    for (const { finding, standsOn } of this.byKey.values()) yield [finding, standsOn];
  }
}

function keyOf(
  { rule, message, data, entry, range }: StoredFinding,
  block: RecordBlock,
  start: number,
): string {
  const owner = block.ownerAt(block.indexOfId(entry)) ?? '';
  const domain = owner.replace(/^(?:.*\.)?_[^.]*\./, '');
  const told = JSON.stringify(data ?? {});
  const alike = domain === '' ? told : told.replaceAll(domain, '@');
  return `${rule.id} ${message} ${start + range.start} ${start + range.end} ${alike}`;
}

interface Maker extends RecordMaker {
  readonly owner: string | undefined;
}

/** More are counted, not named. */
const MAX_NAMED = 10;

/** Who publishes the text that a finding stands on, where that is not plain to see. */
export function makersOf(
  { range }: Finding,
  standsOn: readonly StandsOn[],
  { path, document }: { readonly path: DocumentPath; readonly document: RecordDocument },
): readonly RelatedPlace[] {
  // A resource that publishes several records of a name is one maker of them all.
  const distinct = new Map<string, Maker>();
  for (const { block, entry } of standsOn) {
    const index = block.indexOfId(entry);
    const maker = document.madeBy(block, index);
    if (maker === undefined) continue;
    const owner = block.ownerAt(index);
    distinct.set(`${maker.path} ${maker.range.start} ${maker.name} ${owner ?? ''}`, { ...maker, owner });
  }
  const makers = [...distinct.values()];
  const [only] = makers;
  if (only === undefined) return [];
  const isPlain =
    only.path === path &&
    only.range.start <= range.start &&
    range.end <= only.range.end &&
    makers.length === 1;
  if (isPlain) return [];
  const related = makers.slice(0, MAX_NAMED).map(({ name, owner, path: at, range: place }) => ({
    message: `${name} publishes this${owner === undefined ? '' : placeOfOwner(owner)}.`,
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

function placeOfOwner(owner: string): string {
  const isKnown = !owner.includes(HOLE) && !labelsOf(owner).some(isUnknownOrigin);
  return isKnown && owner !== '' ? ` at ${owner}` : '';
}
