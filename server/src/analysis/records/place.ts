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
  /** Differs from that of members of the same zone. */
  readonly number: number;
}

let members = 0;

export function member(path: DocumentPath, document: RecordDocument, store: FindingStore): Member {
  const index = new NameIndex();
  for (const block of document.blocks) index.add(block);
  return { path, document, store, index, number: members++ };
}

/** Where an entry stands, and the anchor of the record that is made of it there. */
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

/** Where a record that a zone made stands; generated records stand nowhere. */
export function recordPlaceOf(record: DnsRecord): RecordPlace | undefined {
  return record.anchor instanceof RecordPlace ? record.anchor : undefined;
}
