import type { CommittedZone } from '../../records/committed-zone.ts';
import type { BlockChange, RecordBlock, RecordDocument } from '../../records/document.ts';
import { printRdata } from '../../records/rdata/index.ts';
import type { DnsRecord } from '../../records/record.ts';
import { fieldOf } from '../../records/record.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Member } from '../records/place.ts';

/** A document of a zone in the last commit, by its position in the zone; `undefined` if it is unknown. */
export type CommittedDocuments = (position: number) => RecordDocument | undefined;

/**
 * A zone in the last commit of its files, compared with its current state.
 *
 * Invariant: after it is read, `known` has the difference between the current and the committed digests. An edit adds its
 * changes, so that the work is the same in every zone.
 */
export class ZoneComparison {
  private readonly members: readonly Member[];
  private readonly documents: CommittedDocuments;
  private known:
    | {
        readonly documents: readonly RecordDocument[];
        readonly serial: string | undefined;
        /** `undefined`: too many records to compare. */
        difference: Digest | undefined;
      }
    | undefined;

  constructor(members: readonly Member[], documents: CommittedDocuments) {
    this.members = members;
    this.documents = documents;
  }

  /** `undefined` if a file of the zone was not committed, or if another program fills in a part of it. */
  read(): CommittedZone | undefined {
    const documents: RecordDocument[] = [];
    for (const [position, member] of this.members.entries()) {
      const committed = this.documents(position);
      if (committed === undefined || committed.hasTemplates || member.document.hasTemplates) return undefined;
      documents.push(committed);
    }
    const { known } = this;
    if (known === undefined || documents.some((document, i) => document !== known.documents[i])) {
      const serial = documents.map(serialIn).find((found) => found !== undefined);
      const difference = serial === undefined ? undefined : this.differenceFrom(documents);
      this.known = { documents, serial, difference };
    }
    const { serial, difference } = this.known ?? {};
    if (serial === undefined || difference === undefined) return undefined;
    return { serial, isSame: difference.one === 0 && difference.other === 0 };
  }

  /** Applies an edit of the zone. */
  changed({ removed, added }: BlockChange): void {
    if (this.known?.difference === undefined) return;
    const change = minus(digestOf(added), digestOf(removed));
    this.known.difference = plus(this.known.difference, change);
  }

  private differenceFrom(documents: readonly RecordDocument[]): Digest | undefined {
    const now = this.members.map(({ document }) => document);
    if (now.every(({ text }, i) => isSameText(text, documents[i]?.text))) return NONE;
    const records = [...now, ...documents].reduce((sum, { recordCount }) => sum + recordCount, 0);
    if (records > MAX_COMPARED_RECORDS) return undefined;
    const blocksOf = (all: readonly RecordDocument[]): readonly RecordBlock[] =>
      all.flatMap(({ blocks }) => blocks);
    return minus(digestOf(blocksOf(now)), digestOf(blocksOf(documents)));
  }
}

/** The maximum number of records of a changed zone, current and committed, to compare. All are read once, in one step. */
export const MAX_COMPARED_RECORDS = 100_000;

function isSameText(one: SourceText, other: SourceText | undefined): boolean {
  return one.length === other?.length && one.slice(0, one.length) === other.slice(0, other.length);
}

const SOA = 6;
/** Types above this are directives, not records. */
const LAST_TYPE = 0x10000;

function serialIn({ blocks }: RecordDocument): string | undefined {
  for (const block of blocks) {
    for (let i = 0; i < block.size; i++) {
      const record = block.typeAt(i) === SOA ? block.record(i) : undefined;
      const serial = record && fieldOf(record, 'serial');
      if (serial !== undefined) return serial.value;
    }
  }
  return undefined;
}

/** Sums of hashes, which are the same for the same records in any order. */
interface Digest {
  readonly one: number;
  readonly other: number;
}

const NONE: Digest = { one: 0, other: 0 };

function plus(a: Digest, b: Digest): Digest {
  return { one: (a.one + b.one) | 0, other: (a.other + b.other) | 0 };
}

function minus(a: Digest, b: Digest): Digest {
  return { one: (a.one - b.one) | 0, other: (a.other - b.other) | 0 };
}

function digestOf(blocks: readonly RecordBlock[]): Digest {
  return blocks.map(readDigest).reduce(plus, NONE);
}

function readDigest(block: RecordBlock): Digest {
  let [one, other] = [0, 0];
  for (let i = 0; i < block.size; i++) {
    const record = block.typeAt(i) <= LAST_TYPE ? block.record(i) : undefined;
    if (record === undefined) continue;
    const text = published(record);
    one = (one + hashOf(text, 0x811c9dc5, 0x01000193)) | 0;
    other = (other + hashOf(text, 0x9747b28c, 0x5bd1e995)) | 0;
  }
  return { one, other };
}

/** The record as secondary servers would get it, except for the serial. */
function published({ owner, ttl, type, rdata }: DnsRecord): string {
  const data =
    type === 'SOA' && rdata.kind === 'fields'
      ? { ...rdata, fields: rdata.fields.filter(({ name }) => name !== 'serial') }
      : rdata;
  return `${owner} ${ttl ?? ''} ${type} ${printRdata(type, data)}`;
}

function hashOf(text: string, seed: number, factor: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), factor);
  return hash ^ (hash >>> 15);
}
