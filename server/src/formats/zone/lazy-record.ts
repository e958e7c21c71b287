import type { DomainName } from '../../dns/names.ts';
import { typeMnemonic } from '../../dns/types.ts';
import type { Anchor, CharacterString, DnsRecord, Rdata, RdataField } from '../../records/record.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { isDigit } from '../../text/digit.ts';
import { WHITESPACE, classOf } from './characters.ts';
import type { Context } from './context.ts';
import { nameFromText } from './names.ts';
import { isCertainlyRight } from './quick-check.ts';
import type { RecordReading } from './read-record.ts';
import * as rows from './rows.ts';
import { zoneWordsOf } from './words.ts';

const A = 1;
const MX = 15;

/** Types whose RDATA ends with a name, and the name of that field. */
const TARGETS: ReadonlyMap<number, string> = new Map([
  [2, 'nsdname'],
  [5, 'cname'],
  [12, 'ptrdname'],
  [MX, 'exchange'],
]);

/** The data that a block has about its entries without reading them in full. */
export interface EntryRows {
  readonly text: string;
  typeAt(index: number): number;
  flagsAt(index: number): number;
  startAt(index: number): number;
  endAt(index: number): number;
  rdataAt(index: number): number;
  ttlAt(index: number): number;
  contextAt(index: number): Context;
  ownerAt(index: number): DomainName | undefined;
  reading(index: number, anchor: Anchor): RecordReading | undefined;
}

/**
 * A record whose parts are read on demand. Rules look only at the value of most text records, and in a large file that
 * is most of the work.
 */
export class LazyRecord implements DnsRecord {
  readonly anchor: Anchor;
  private readonly block: EntryRows;
  private readonly index: number;
  private whole: RecordReading | undefined;
  private name: DomainName | undefined;
  private data: Rdata | undefined;

  constructor(block: EntryRows, index: number, anchor: Anchor) {
    this.block = block;
    this.index = index;
    this.anchor = anchor;
  }

  private get full(): DnsRecord {
    this.whole ??= this.block.reading(this.index, this.anchor);
    if (this.whole === undefined) throw new Error('an entry of a known type is a record');
    return this.whole.record;
  }

  get owner(): DomainName {
    this.name ??= this.block.ownerAt(this.index) ?? this.block.contextAt(this.index).origin;
    return this.name;
  }

  get type(): string {
    return typeMnemonic(this.block.typeAt(this.index));
  }

  get ttl(): number | undefined {
    const ttl = this.block.ttlAt(this.index);
    return ttl < 0 ? undefined : ttl;
  }

  get range(): Range {
    return rangeOf(0, this.block.endAt(this.index) - this.block.startAt(this.index));
  }

  get conditional(): boolean {
    return this.block.contextAt(this.index).depth > 0;
  }

  get ownerText(): MappedText | undefined {
    return this.full.ownerText;
  }

  get typeRange(): Range {
    return this.full.typeRange;
  }

  get ttlRange(): Range | undefined {
    if ((this.block.flagsAt(this.index) & (rows.OWN_TTL | rows.UNUSUAL)) === 0) return undefined;
    return this.full.ttlRange;
  }

  get rdataRange(): Range {
    return this.full.rdataRange;
  }

  get rdata(): Rdata {
    this.data ??= this.plainText() ?? this.plainFields() ?? this.full.rdata;
    return this.data;
  }

  /** The fields of a record that consists of an address, a name, or a preference and a name, none of them unusual. */
  private plainFields(): Rdata | undefined {
    const { block, index } = this;
    const type = block.typeAt(index);
    const target = TARGETS.get(type);
    if (target === undefined && type !== A) return undefined;
    const start = block.rdataAt(index);
    const end = block.endAt(index);
    const { text } = block;
    if (!isCertainlyRight(text, type, block.flagsAt(index), start, end)) return undefined;
    if (target === undefined) {
      const address = this.verbatim(start, end);
      const field = { name: 'address', kind: 'address', value: address.text, ...at(address) } as const;
      return { kind: 'fields', fields: [field] };
    }
    let nameAt = start;
    const fields: RdataField[] = [];
    if (type === MX) {
      let digitsEnd = start;
      while (isDigit(text.charCodeAt(digitsEnd))) digitsEnd++;
      const digits = this.verbatim(start, digitsEnd);
      fields.push({ name: 'preference', kind: 'number', value: String(Number(digits.text)), ...at(digits) });
      nameAt = digitsEnd;
      while (classOf(text.charCodeAt(nameAt)) === WHITESPACE) nameAt++;
    }
    const value = nameFromText(text, nameAt, end, block.contextAt(index), 'target');
    fields.push({ name: target, kind: 'name', value, ...at(this.verbatim(nameAt, end)) });
    return { kind: 'fields', fields };
  }

  private verbatim(start: number, end: number): MappedText {
    return MappedText.verbatim(this.block.text.slice(start, end), start - this.block.startAt(this.index));
  }

  /** The strings of a text record whose values are their source text: all quoted, without escapes. */
  private plainText(): Rdata | undefined {
    const { block, index } = this;
    const type = block.typeAt(index);
    if (type !== 16 && type !== 99) return undefined;
    const [from, to] = [block.rdataAt(index), block.endAt(index)];
    if (!isCertainlyRight(block.text, type, block.flagsAt(index), from, to)) return undefined;
    const anchor = block.startAt(index);
    const strings: CharacterString[] = [];
    for (const { start, end, quoted } of zoneWordsOf(block.text, from, to)) {
      if (!quoted) return undefined;
      strings.push({
        value: MappedText.verbatim(block.text.slice(start + 1, end - 1), start + 1 - anchor),
        quoted,
        range: rangeOf(start - anchor, end - anchor),
      });
    }
    if (strings.length === 0) return undefined;
    return { kind: 'text', strings, value: MappedText.join(strings.map((string) => string.value)) };
  }
}

/** The source text and range of a field. */
function at(text: MappedText): Pick<RdataField, 'text' | 'range'> {
  return { text, range: text.segments[0]?.source ?? rangeOf(0, 0) };
}
