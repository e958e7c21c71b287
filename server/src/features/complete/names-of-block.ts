import { isKnown, type DomainName } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import { isSpf } from '../../email/spf/parse.ts';
import type { RecordBlock } from '../../records/document.ts';
import type { DnsRecord } from '../../records/record.ts';

/** The records of a name: an address, an alias, MX records, or an SPF record. */
export type NameUse = 'address' | 'alias' | 'exchange' | 'policy';

const ADDRESSES: ReadonlySet<number | undefined> = new Set(['A', 'AAAA'].map(typeCode));
const MX = typeCode('MX');
const TXT = typeCode('TXT');
const CNAME = typeCode('CNAME');

/** How much more of the files a request may read. */
export interface ReadingBudget {
  /** Entries whose owner name and type to read, which takes little time. */
  entries: number;
  /** Records whose data to read, which takes about 50 times as long. */
  records: number;
}

/**
 * The names in a block of records, for suggestions. Reading continues where the last request stopped. An edit replaces only the
 * blocks that it touches, so the other blocks are not read again.
 *
 * Invariant: the lists contain the names of the first `read` entries and the first `textsRead` texts. They are sorted.
 */
export class NamesOfBlock {
  private readonly block: RecordBlock;
  private read = 0;
  private readonly lists: Readonly<Record<NameUse, DomainName[]>> = {
    address: [],
    alias: [],
    exchange: [],
    policy: [],
  };
  private readonly texts: number[] = [];
  private textsRead = 0;
  private readonly setups: number[] = [];
  private readonly setupRecords: DnsRecord[] = [];
  private readonly reportTexts: number[] = [];
  private reportTextsRead = 0;
  private readonly reports = new Set<string>();

  constructor(block: RecordBlock) {
    this.block = block;
  }

  /** The names with this use, as far as the budget allows. `isWhole`: these are all of them. */
  namesWith(
    use: NameUse,
    budget: ReadingBudget,
  ): { readonly names: readonly DomainName[]; readonly isWhole: boolean } {
    const hasAll = this.readEntries(budget) && (use !== 'policy' || this.readTexts(budget));
    return { names: this.lists[use], isWhole: hasAll };
  }

  /**
   * MX records and DKIM key records, which show the services of a domain. `isWhole`: these are all of them.
   */
  setup(budget: ReadingBudget): { readonly records: readonly DnsRecord[]; readonly isWhole: boolean } {
    const hasAll = this.readEntries(budget);
    while (this.setupRecords.length < this.setups.length && budget.records > 0) {
      budget.records--;
      const record = this.block.record(this.setups[this.setupRecords.length] ?? 0);
      // A record that cannot be created now cannot be created later either. Its place keeps the 2 lists in step.
      if (record === undefined) this.setups.splice(this.setupRecords.length, 1);
      else this.setupRecords.push(record);
    }
    const isWhole = hasAll && this.setupRecords.length === this.setups.length;
    return { records: this.setupRecords, isWhole };
  }

  /** Report addresses in DMARC and TLS-RPT records: `mailto:dmarc@example.com`. */
  reportUris(budget: ReadingBudget): ReadonlySet<string> {
    this.readEntries(budget);
    while (this.reportTextsRead < this.reportTexts.length && budget.records > 0) {
      budget.records--;
      const record = this.block.record(this.reportTexts[this.reportTextsRead++] ?? 0);
      if (record?.rdata.kind !== 'text') continue;
      for (const [, list = ''] of record.rdata.value.text.matchAll(REPORT_TAG))
        for (const uri of list.split(',')) if (REPORT_URI.test(uri.trim())) this.reports.add(uri.trim());
    }
    return this.reports;
  }

  /** Returns whether all entries have been read. */
  private readEntries(budget: ReadingBudget): boolean {
    const { block, lists } = this;
    if (this.read === block.size) return true;
    let last: DomainName | undefined;
    while (this.read < block.size && budget.entries > 0) {
      budget.entries--;
      const index = this.read++;
      const type = block.typeAt(index);
      const isAddress = ADDRESSES.has(type);
      if (!isAddress && type !== MX && type !== TXT && type !== CNAME) continue;
      const owner = block.ownerAt(index);
      if (owner === undefined || !isKnown(owner)) continue;
      if (type === TXT) this.texts.push(index);
      if (type === TXT && REPORT_OWNER.test(owner)) this.reportTexts.push(index);
      if (type === MX || (!isAddress && owner.includes('._domainkey.'))) this.setups.push(index);
      if (type === TXT || !PLAIN_NAME.test(owner)) continue;
      const list = isAddress ? lists.address : type === MX ? lists.exchange : lists.alias;
      if (owner !== last || list.at(-1) !== owner) list.push(owner);
      last = owner;
    }
    lists.address.sort();
    lists.alias.sort();
    lists.exchange.sort();
    return this.read === block.size;
  }

  /** Returns whether all texts of the read entries have been read. */
  private readTexts(budget: ReadingBudget): boolean {
    const { block, texts } = this;
    if (this.textsRead === texts.length) return true;
    while (this.textsRead < texts.length && budget.records > 0) {
      budget.records--;
      const record = block.record(texts[this.textsRead++] ?? 0);
      if (record?.rdata.kind !== 'text' || !isSpf(record.rdata.value.text)) continue;
      if (PLAIN_NAME.test(record.owner)) this.lists.policy.push(record.owner);
    }
    this.lists.policy.sort();
    return this.textsRead === texts.length;
  }
}

/**
 * A name that can be typed into a record as it is. RFC 7208 §7.1 requires 2 labels, and a wildcard is not a name to look up.
 */
const PLAIN_NAME = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/;

const REPORT_OWNER = /^(?:_dmarc|_smtp\._tls)\./;
/** The tags with report addresses: RFC 9989, RFC 8460 §3. */
const REPORT_TAG = /(?:^|;)[ \t]*ru[af][ \t]*=([^;]*)/gi;
/** An address that can be typed into every record as it is. */
const REPORT_URI = /^(?:mailto:[\w.+-]+@[\w.-]+|https:\/\/[\w./-]+)$/;

const NAMES = new WeakMap<RecordBlock, NamesOfBlock>();

export function namesOfBlock(block: RecordBlock): NamesOfBlock {
  let names = NAMES.get(block);
  if (names === undefined) NAMES.set(block, (names = new NamesOfBlock(block)));
  return names;
}
