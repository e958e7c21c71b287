import type { RecordBlock, RecordDocument } from '../../records/document.ts';
import type { Anchor, DnsRecord } from '../../records/record.ts';
import type { FindingStore } from '../engine/finding-store.ts';
import type { DocumentPath } from '../finding.ts';
import { NameIndex } from './name-index.ts';

/** One document of a zone: the zone's own file, or one that it includes. */
export interface Member {
  readonly path: DocumentPath;
  readonly document: RecordDocument;
  readonly store: FindingStore;
  readonly index: NameIndex;
  /** Unique among the members of a zone. */
  readonly number: number;
}

let members = 0;

export function member(path: DocumentPath, document: RecordDocument, store: FindingStore): Member {
  const index = new NameIndex();
  for (const block of document.blocks) index.add(block);
  return { path, document, store, index, number: members++ };
}

/** The place of an entry, and the anchor of its record. */
export class RecordPlace implements Anchor {
  readonly id: number;
  readonly member: Member;
  readonly block: RecordBlock;
  readonly index: number;

  constructor(member: Member, block: RecordBlock, index: number) {
    this.id = block.idAt(index);
    this.member = member;
    this.block = block;
    this.index = index;
  }
}

/** The place of a record of a zone. Generated records have none. */
export function recordPlaceOf(record: DnsRecord): RecordPlace | undefined {
  return record.anchor instanceof RecordPlace ? record.anchor : undefined;
}
