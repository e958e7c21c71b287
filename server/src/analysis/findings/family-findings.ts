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

/** A record with a finding. */
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
  /** For a document that several zones use: the origin of the names in this use, and the name of its zone. */
  readonly domains?: readonly DomainName[];
}

export interface FamilyOptions {
  /** The documents that are examined together with this one, including itself. */
  readonly elsewhere: FindingsElsewhere;
  readonly suppressionsIn: (instance: DocumentInstance) => Suppressions | undefined;
  /** Also `off` for a finding that is never shown. */
  readonly severityOf: (
    finding: StoredFinding,
    home: DocumentInstance,
    block: RecordBlock,
    index: number,
  ) => Severity | 'off';
}

/**
 * The findings that a document of a family shows: those on text in it. A finding is on the characters that it is about, in
 * whatever document they are. A comment that turns its rule off can be there, or at the record.
 */
export function* shownIn(instance: DocumentInstance, options: FamilyOptions): Iterable<ShownFinding> {
  const here = options.suppressionsIn(instance);
  const fromOthers = options.elsewhere.in(instance.entry.path).filter(({ home }) => home !== instance);
  for (const one of fromOthers)
    if (one.home.position < instance.position) yield* shownHere(one, here, options);
  for (const { placed, start, ...found } of placedOf(instance)) {
    const shown = withSeverity(found, instance, options);
    if (shown === undefined) continue;
    const { id } = found.stored.rule;
    const { range: of } = found.stored;
    const range = rangeOf(start + of.start, start + of.end);
    // This is also checked for findings shown in other documents, because the comment here is then used, too.
    const isCovered = here?.covers(id, start, placed === undefined ? range.start : undefined) === true;
    if (placed === undefined && !isCovered) yield { ...shown, range };
  }
  for (const one of fromOthers)
    if (one.home.position > instance.position) yield* shownHere(one, here, options);
}

/** A finding of another document's record. */
function* shownHere(
  { home, finding: { placed, start, ...found } }: FindingElsewhere,
  here: Suppressions | undefined,
  options: FamilyOptions,
): Iterable<ShownFinding> {
  const shown = withSeverity(found, home, options);
  if (shown === undefined || placed === undefined) return;
  const { id } = found.stored.rule;
  const { range } = placed;
  if (options.suppressionsIn(home)?.covers(id, start) === true || here?.covers(id, range.start) === true)
    return;
  yield { ...shown, range };
}

function withSeverity(
  found: Omit<PlacedFinding, 'start' | 'placed'>,
  home: DocumentInstance,
  { severityOf }: FamilyOptions,
): Omit<ShownFinding, 'range'> | undefined {
  const severity = severityOf(found.stored, home, found.block, found.index);
  return severity === 'off' ? undefined : { ...found, severity };
}

/** A finding of a document's record, regardless of its severity. */
interface PlacedFinding extends Omit<ShownFinding, 'range' | 'severity'> {
  /** The start of its record in the record's document. */
  readonly start: number;
  /** Where it is shown, if that is not the record's document. */
  readonly placed: DocumentRange | undefined;
}

interface FindingElsewhere {
  readonly home: DocumentInstance;
  readonly finding: PlacedFinding;
}

const NOTHING: readonly FindingElsewhere[] = [];

/** The findings of a group that are shown in another document than that of their record, by the document that shows them. */
export class FindingsElsewhere {
  private readonly byPath = new Map<string, FindingElsewhere[]>();

  /** `group`: documents that are examined together, in their current state. */
  constructor(group: readonly DocumentInstance[]) {
    for (const home of group) {
      if (!home.member.store.hasParts) continue;
      for (const finding of placedOf(home)) {
        const { placed } = finding;
        if (placed === undefined) continue;
        const known = this.byPath.get(placed.path);
        if (known === undefined) this.byPath.set(placed.path, [{ home, finding }]);
        else known.push({ home, finding });
      }
    }
  }

  /** In the order of the group. */
  in(path: string): readonly FindingElsewhere[] {
    return this.byPath.get(path) ?? NOTHING;
  }
}

/** The findings of a document's records. */
function* placedOf({ member }: DocumentInstance): Iterable<PlacedFinding> {
  const { document, store } = member;
  let base = 0;
  for (const block of document.blocks) {
    for (const stored of store.of(block)) {
      const index = block.indexOfId(stored.entry);
      const placed = placeOf(stored, document, block, index);
      const start = base + block.startAt(index);
      yield { home: member, block, entry: stored.entry, stored, index, start, placed };
    }
    base += block.length;
  }
}

/** Each document of the group requests this, and the result is the same for a block. */
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
 * Findings of one rule at one place of a document that differ only in the names of their records or zones, because several
 * records share the text. Findings about different senders differ.
 */
export class EqualFindings<T> {
  private readonly byKey = new Map<string, { readonly first: T; readonly standsOn: ShownFinding[] }>();

  /** The first of these findings, if there was one. */
  join(found: ShownFinding): T | undefined {
    const known = this.byKey.get(keyOf(found));
    if (known === undefined) return undefined;
    // Parts of one record that are in no document are all shown at the same place.
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

/** For findings in files that several zones use, each request for such a file examines those of all its zones. */
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
