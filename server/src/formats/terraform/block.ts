import { hashOfName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import type { Pragma, RecordBlock } from '../../records/document.ts';
import type { Fault } from '../../records/format.ts';
import type { Anchor, DnsRecord } from '../../records/record.ts';
import { countUpTo } from '../../text/range-union.ts';
import type { TerraformRecord } from './providers/read-records.ts';

/** A type with a name but no number. */
const UNKNOWN_TYPE = 0x10000;

/** All records of a document at one moment. */
export class TerraformBlock implements RecordBlock {
  readonly length: number;
  /** Faults that belong to no record: they count from the start of the document. */
  readonly faults: readonly Fault[];
  readonly pragmas: readonly Pragma[];
  private readonly records: readonly TerraformRecord[];
  private readonly ids: readonly number[];
  private readonly indexes = new Map<number, number>();
  private readonly hashes: readonly number[];
  /** `undefined` until it is needed. A document is one block, however many records it has. */
  private byHash: ReadonlyMap<number, readonly number[]> | undefined;
  private readonly types: readonly number[];

  constructor(options: {
    readonly length: number;
    readonly records: readonly TerraformRecord[];
    /** One for each record. */
    readonly ids: readonly number[];
    readonly pragmas: readonly Pragma[];
    readonly faults: readonly Fault[];
  }) {
    this.length = options.length;
    this.records = options.records;
    this.ids = options.ids;
    this.pragmas = options.pragmas;
    this.faults = options.faults;
    this.ids.forEach((id, index) => this.indexes.set(id, index));
    this.hashes = options.records.map(({ record }) => hashOfName(record.owner));
    this.types = options.records.map(({ record }) => typeCode(record.type) ?? UNKNOWN_TYPE);
  }

  get size(): number {
    return this.records.length;
  }

  get hasPragmas(): boolean {
    return this.pragmas.length > 0;
  }

  idAt(index: number): number {
    return this.ids[index] ?? -1;
  }

  indexOfId(id: number): number {
    return this.indexes.get(id) ?? -1;
  }

  ownerAt(index: number): DomainName | undefined {
    return this.records[index]?.record.owner;
  }

  typeAt(index: number): number {
    return this.types[index] ?? UNKNOWN_TYPE;
  }

  ownerHashAt(index: number): number {
    return this.hashes[index] ?? 0;
  }

  indexOfOwner(hash: number, from: number): number {
    this.byHash ??= indexesByHash(this.hashes);
    const indexes = this.byHash.get(hash) ?? [];
    return indexes[countUpTo(indexes, from - 1)] ?? -1;
  }

  startAt(index: number): number {
    return this.records[index]?.range.start ?? 0;
  }

  endAt(index: number): number {
    return this.records[index]?.range.end ?? 0;
  }

  record(index: number, anchor: Anchor = { id: this.idAt(index) }): DnsRecord | undefined {
    const found = this.records[index];
    return found && { ...found.record, anchor };
  }

  /** Includes what only this format knows about the record. */
  sourceAt(index: number): TerraformRecord | undefined {
    return this.records[index];
  }
}

function indexesByHash(hashes: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const byHash = new Map<number, number[]>();
  for (const [index, hash] of hashes.entries()) {
    const indexes = byHash.get(hash);
    if (indexes === undefined) byHash.set(hash, [index]);
    else indexes.push(index);
  }
  return byHash;
}
