import type { DomainName } from '../../dns/names.ts';
import type { DocumentRange, RecordBlock, RecordDocument } from '../../records/document.ts';
import type { Severity } from '../../records/report.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import type { DocumentInstance } from '../input/entry.ts';
import { findingKey } from './finding-key.ts';
import type { StoredFinding } from '../engine/finding-store.ts';
import type { Member } from '../records/place.ts';
import type { Suppressions } from './suppress.ts';

/** A record that a finding stands on. */
export interface StandsOn {
  /** One object for one document. */
  readonly home: Pick<Member, 'document'>;
  readonly block: RecordBlock;
  readonly entry: number;
}

/** A finding of a record, and where it is shown. */
export interface ShownFinding extends StandsOn {
  readonly home: Member;
  readonly stored: StoredFinding;
  readonly severity: Severity;
  readonly index: number;
  /** Offsets in the document that shows it. */
  readonly range: Range;
  /** Of a document that several zones use: what the names of this use are relative to, and the name of its zone. */
  readonly domains?: readonly DomainName[];
}

export interface FamilyOptions {
  /** The documents that are looked at together with this one, itself included. */
  readonly group: readonly DocumentInstance[];
  readonly suppressionsIn: (instance: DocumentInstance) => Suppressions | undefined;
  /** `off` for what nobody wants to know, too. */
  readonly severityOf: (
    finding: StoredFinding,
    home: DocumentInstance,
    block: RecordBlock,
    index: number,
  ) => Severity | 'off';
}

/**
 * What a document of a family shows: what is typed in it. A finding stands on the characters that it is about, in whatever
 * document those are; a comment that turns its rule off may stand there, or at the record.
 */
export function* shownIn(instance: DocumentInstance, options: FamilyOptions): Iterable<ShownFinding> {
  const here = options.suppressionsIn(instance);
  for (const home of options.group) {
    const isHere = home === instance;
    if (!isHere && !home.member.store.hasParts) continue;
    const atHome = isHere ? here : options.suppressionsIn(home);
    for (const { placed, start, ...found } of placedOf(home, options)) {
      const { id } = found.stored.rule;
      if (placed === undefined) {
        if (!isHere) continue;
        const { range: of } = found.stored;
        const range = rangeOf(start + of.start, start + of.end);
        if (here?.covers(id, start, range.start) !== true) yield { ...found, range };
        continue;
      }
      // Asked at home as well: the comment there is of use, though what it is for is shown elsewhere.
      const isCovered = atHome?.covers(id, start) === true;
      const { path, range } = placed;
      if (path !== instance.entry.path || isCovered || here?.covers(id, range.start) === true) continue;
      yield { ...found, range };
    }
  }
}

interface PlacedFinding extends Omit<ShownFinding, 'range'> {
  /** Where its record starts in the record's document. */
  readonly start: number;
  /** Where it is shown, if that is not the record's document. */
  readonly placed: DocumentRange | undefined;
}

/** The findings of a document's records. */
function* placedOf(home: DocumentInstance, { severityOf }: FamilyOptions): Iterable<PlacedFinding> {
  const { member } = home;
  const { document, store } = member;
  let base = 0;
  for (const block of document.blocks) {
    for (const stored of store.shows(block) ? store.of(block) : []) {
      const index = block.indexOfId(stored.entry);
      const severity = severityOf(stored, home, block, index);
      if (severity === 'off') continue;
      const placed = placeOf(stored, document, block, index);
      const start = base + block.startAt(index);
      yield { home: member, block, entry: stored.entry, stored, severity, index, start, placed };
    }
    base += block.length;
  }
}

/** Each document of the group asks, and the answer is the block's. */
const KNOWN = new WeakMap<
  StoredFinding,
  { readonly block: RecordBlock; readonly place: DocumentRange | undefined }
>();

function placeOf(
  stored: StoredFinding,
  document: RecordDocument,
  block: RecordBlock,
  index: number,
): DocumentRange | undefined {
  if (stored.part === undefined) return undefined;
  const known = KNOWN.get(stored);
  if (known?.block === block) return known.place;
  const place = document.typedElsewhere(block, index, stored.part);
  KNOWN.set(stored, { block, place });
  return place;
}

/**
 * Findings of one rule, at one place of a document, that say the same but for the names of its record or of its zone: the same
 * text of several records. What is said of several senders is not the same.
 */
export class FindingTwins<T> {
  private readonly byKey = new Map<string, { readonly first: T; readonly standsOn: ShownFinding[] }>();

  /** The first one of these, where there was one before. */
  join(found: ShownFinding): T | undefined {
    const known = this.byKey.get(keyOf(found));
    if (known === undefined) return undefined;
    // Parts of one record that were typed in no document are all shown at one place.
    const last = known.standsOn.at(-1);
    if (last?.entry !== found.entry || last.block !== found.block) known.standsOn.push(found);
    return known.first;
  }

  add(first: T, found: ShownFinding): void {
    this.byKey.set(keyOf(found), { first, standsOn: [found] });
  }

  all(): Iterable<{ readonly first: T; readonly standsOn: readonly ShownFinding[] }> {
    return this.byKey.values();
  }
}

/** Of findings in files that several zones use: each look at such a file looks at those of all its zones. */
const KEYS = new WeakMap<StoredFinding, string>();

function keyOf({ stored, home, block, index, range, domains }: ShownFinding): string {
  let key = domains === undefined ? undefined : KEYS.get(stored);
  if (key === undefined) {
    const maker = home.document.madeBy(block, index);
    key = findingKey(stored, { owner: block.ownerAt(index), maker, domains });
    if (domains !== undefined) KEYS.set(stored, key);
  }
  return `${range.start} ${range.end} ${key}`;
}
