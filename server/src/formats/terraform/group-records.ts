import type { TypedPiece } from '../../records/document.ts';
import { RangeIndex } from '../../text/range-index.ts';
import type { Range } from '../../text/range.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import { typedPiecesOf } from './write/traced-edit.ts';

/**
 * The records of several configurations, one list for each, and which of them one block makes. A list is replaced when its
 * records change.
 */
export class GroupRecords {
  private readonly read: () => readonly (readonly TerraformRecord[])[];
  private parts: readonly (readonly TerraformRecord[])[] = [];
  private list: readonly TerraformRecord[] = [];
  /** `undefined` until it is needed. */
  private byBlock: ReadonlyMap<string, readonly TerraformRecord[]> | undefined;
  private byPlace: ReadonlyMap<string, RangeIndex<TerraformRecord>> | undefined;
  private otherThanNames: ReadonlyMap<string, RangeIndex<TypedPiece['part'] | 'zone'>> | undefined;

  constructor(read: () => readonly (readonly TerraformRecord[])[]) {
    this.read = read;
  }

  all(): readonly TerraformRecord[] {
    const parts = this.read();
    if (parts.length !== this.parts.length || parts.some((part, i) => part !== this.parts[i])) {
      this.parts = parts;
      const [only, ...more] = parts;
      this.list = only !== undefined && more.length === 0 ? only : parts.flat();
      this.byBlock = undefined;
      this.byPlace = undefined;
      this.otherThanNames = undefined;
    }
    return this.list;
  }

  /** The records from the block of the record's resource, from every call of its module; including the record itself. */
  madeTogether(found: TerraformRecord): readonly TerraformRecord[] {
    const all = this.all();
    this.byBlock ??= byBlockOf(all);
    return this.byBlock.get(keyOf(found)) ?? [];
  }

  /** The records with a character of their data or their name within the range. */
  typedIn(path: string, range: Range): ReadonlySet<TerraformRecord> {
    const all = this.all();
    this.byPlace ??= byPlaceOf(all);
    return this.byPlace.get(path)?.touching(range) ?? NO_RECORDS;
  }

  /** Whether the range has source text of a record's data or TTL, or of a zone's name. */
  isMoreThanName(path: string, range: Range): boolean {
    const all = this.all();
    this.otherThanNames ??= otherThanNamesOf(all);
    return (this.otherThanNames.get(path)?.touching(range).size ?? 0) > 0;
  }
}

const NO_RECORDS: ReadonlySet<TerraformRecord> = new Set();

function byPlaceOf(records: readonly TerraformRecord[]): ReadonlyMap<string, RangeIndex<TerraformRecord>> {
  const byPath = new Map<string, (Range & { readonly of: TerraformRecord })[]>();
  for (const record of records) {
    for (const { path, range, part } of typedPiecesOf(record)) {
      if (part === 'ttl') continue;
      const list = byPath.get(path);
      const piece = { ...range, of: record };
      if (list === undefined) byPath.set(path, [piece]);
      else list.push(piece);
    }
  }
  return new Map([...byPath].map(([path, ranges]) => [path, new RangeIndex(ranges)]));
}

/** Source ranges in each document that are used for anything other than the owner of a record. */
function otherThanNamesOf(
  records: readonly TerraformRecord[],
): ReadonlyMap<string, RangeIndex<TypedPiece['part'] | 'zone'>> {
  const byPath = new Map<string, (Range & { readonly of: TypedPiece['part'] | 'zone' })[]>();
  const note = (path: string, { start, end }: Range, of: TypedPiece['part'] | 'zone'): void => {
    const list = byPath.get(path);
    if (list === undefined) byPath.set(path, [{ start, end, of }]);
    else list.push({ start, end, of });
  };
  for (const record of records) {
    for (const { path, range, part } of typedPiecesOf(record)) if (part !== 'owner') note(path, range, part);
    for (const { source, literal } of record.typed.zone()?.segments ?? [])
      note(literal.anchor.path, source, 'zone');
  }
  return new Map([...byPath].map(([path, ranges]) => [path, new RangeIndex(ranges)]));
}

function byBlockOf(records: readonly TerraformRecord[]): ReadonlyMap<string, readonly TerraformRecord[]> {
  const byBlock = new Map<string, TerraformRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    const list = byBlock.get(key);
    if (list === undefined) byBlock.set(key, [record]);
    else list.push(record);
  }
  return byBlock;
}

function keyOf({ source }: TerraformRecord): string {
  return `${source.range.start} ${source.path}`;
}
