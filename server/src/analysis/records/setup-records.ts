import type { SetupRecords } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { childOf, isAtOrBelow } from '../../dns/names.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { isSelected } from '../../email/spf/evaluate/select-record.ts';
import type { RecordBlock } from '../../records/document.ts';
import type { DnsRecord } from '../../records/record.ts';
import { fieldOf } from '../../records/record.ts';
import { makesAnything } from './zone-answer.ts';

/**
 * Aliases, MX and TXT records of a zone from which its setup with services is derived: far more than a domain has for all its
 * services. In a zone with more records of these types, the setup is unknown.
 */
export const MAX_SETUP_RECORDS = 10_000;

const CNAME = 5;
const MX = 15;
const TXT = 16;
const DNAME = 39;
/** The number for types without one. Some make servers return computed answers. */
const WITHOUT_NUMBER = 0x10000;

const TYPES: ReadonlySet<number> = new Set([CNAME, MX, TXT, DNAME, WITHOUT_NUMBER]);

/** Whether records of the type can be part of the setup with a service, or hide such records. */
export function canBeSetup(type: number): boolean {
  return TYPES.has(type);
}

/** The name for dependencies on the setup of a zone. It is not a DNS name. */
export function setupQuestionOf(zone: DomainName): DomainName {
  return childOf('@setup', zone);
}

/** The records of one block, or those that directives generate. */
interface Part {
  /** Records of the relevant types, whether or not they matter. */
  readonly size: number;
  readonly setup: SetupRecords;
  /** Whether a record of a zone points to names or texts that are not among its records. */
  readonly isOpen: boolean;
}

/** A record that replaces another one while a fix is tried. */
export interface ReplacedRecord {
  readonly block: RecordBlock;
  readonly index: number;
  readonly record: DnsRecord | undefined;
}

/**
 * The setup of a zone with services, by block, so that each block is read once.
 *
 * Invariant: `joined` is the combination of the zone's blocks, as long as {@link outdate} is called when they change.
 */
export class SetupIndex {
  /** `undefined` until it is requested. */
  private parts: WeakMap<RecordBlock, Part> | undefined;
  private joined: { readonly setup: SetupRecords | undefined } | undefined;

  outdate(): void {
    this.joined = undefined;
  }

  /** `undefined` if a part is unknown or there are more than {@link MAX_SETUP_RECORDS}. */
  of(
    zone: DomainName,
    blocks: () => Iterable<RecordBlock>,
    generated: readonly DnsRecord[],
    replaced?: ReplacedRecord,
  ): SetupRecords | undefined {
    if (replaced !== undefined) return joinParts(zone, this.partsOf(blocks(), generated, replaced));
    this.joined ??= { setup: joinParts(zone, this.partsOf(blocks(), generated)) };
    return this.joined.setup;
  }

  private *partsOf(
    blocks: Iterable<RecordBlock>,
    generated: readonly DnsRecord[],
    replaced?: ReplacedRecord,
  ): Generator<Part> {
    yield partOf(generated);
    for (const block of blocks) {
      if (block === replaced?.block) {
        yield partOf(recordsOf(block, replaced));
        continue;
      }
      this.parts ??= new WeakMap<RecordBlock, Part>();
      let part = this.parts.get(block);
      if (part === undefined) this.parts.set(block, (part = partOf(recordsOf(block))));
      yield part;
    }
  }
}

function* recordsOf(block: RecordBlock, replaced?: ReplacedRecord): Generator<DnsRecord> {
  for (let i = 0; i < block.size; i++) {
    if (!canBeSetup(block.typeAt(i))) continue;
    const record = i === replaced?.index ? replaced.record : block.record(i);
    if (record !== undefined) yield record;
  }
}

function partOf(records: Iterable<DnsRecord>): Part {
  const keys: SetupRecords['keys'][number][] = [];
  const targets: SetupRecords['targets'][number][] = [];
  const spf: SetupRecords['spf'][number][] = [];
  let isOpen = false;
  let size = 0;
  for (const record of records) {
    const { owner, type, rdata, conditional } = record;
    if (++size > MAX_SETUP_RECORDS) break;
    if (conditional || type === 'DNAME' || makesAnything(type)) isOpen = true;
    const isKey = dkimNameOf(owner).kind === 'key';
    if (type === 'CNAME' || type === 'MX') {
      const name = fieldOf(record, type === 'MX' ? 'exchange' : 'cname')?.value;
      if (name === undefined) isOpen = true;
      else if (isKey && type === 'CNAME') keys.push({ owner, target: name });
      else targets.push({ owner, name });
    } else if (type === 'TXT' && rdata.kind === 'text') {
      const { text, complete } = rdata.value;
      if (isKey) keys.push({ owner, target: undefined });
      else if (!complete) isOpen = true;
      else if (isSelected(text)) spf.push({ owner, text });
    }
  }
  return { size, setup: { keys, targets, spf }, isOpen };
}

/** Records outside of the zone are ignored, as by name servers. */
function joinParts(zone: DomainName, parts: Iterable<Part>): SetupRecords | undefined {
  const keys: SetupRecords['keys'][number][] = [];
  const targets: SetupRecords['targets'][number][] = [];
  const spf: SetupRecords['spf'][number][] = [];
  let left = MAX_SETUP_RECORDS;
  const isInside = ({ owner }: { readonly owner: DomainName }): boolean => isAtOrBelow(owner, zone);
  for (const part of parts) {
    left -= part.size;
    if (part.isOpen || left < 0) return undefined;
    keys.push(...part.setup.keys.filter(isInside));
    targets.push(...part.setup.targets.filter(isInside));
    spf.push(...part.setup.spf.filter(isInside));
  }
  return { keys, targets, spf };
}
