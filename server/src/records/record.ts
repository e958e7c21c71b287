import type { DomainName } from '../dns/names.ts';
import type { MappedText } from '../text/mapped-text.ts';
import type { Range } from '../text/range.ts';

/**
 * One DNS record as a server would publish it, and where each part of it was typed.
 *
 * All source ranges in it (those of `MappedText` too) count from `anchor`: the record stays true while text before it
 * changes. The hosts' offsets are `anchor offset + range`.
 */
export interface DnsRecord {
  readonly anchor: Anchor;
  /** May contain unresolved parts; see {@link DomainName}. */
  readonly owner: DomainName;
  /** As typed and where. `undefined` when the record inherits its owner from the one before it. */
  readonly ownerText: MappedText | undefined;
  /** The text of the owner name, even if it is joined from several texts. */
  readonly ownerRange?: Range | undefined;
  /** Uppercase mnemonic, `TYPEnnn`, or what was typed in uppercase for an unregistered type (`ALIAS`). */
  readonly type: string;
  readonly typeRange: Range;
  /** Seconds. `undefined` when neither the record nor its file says. */
  readonly ttl: number | undefined;
  /** Where the record states its own TTL, if it does. */
  readonly ttlRange: Range | undefined;
  readonly rdata: Rdata;
  /** From its first to its last character. */
  readonly range: Range;
  /** The RDATA, from first to last character; empty at the record's end if there is none. */
  readonly rdataRange: Range;
  /** The record may not exist, because it is under the condition of a template. */
  readonly conditional: boolean;
  /** How the record is published, if not by the file that contains it. */
  readonly publication?: Publication;
}

/** A record that a tool hands to a DNS service, and does not serve itself. */
export interface Publication {
  /**
   * What hands it over, unique in all that is looked at together: `aws_route53_record.spf["www"]`. What is up to a `|` is not its
   * name; an entry of a list has none.
   */
  readonly by: string;
  /** To whom: `Route 53`, `the DNS provider`. */
  readonly service: string;
  /** The zone it is handed over for, where its name is known. */
  readonly zone: DomainName | undefined;
  /** The owner name is typed as a whole name: one with a trailing dot must be in the zone. */
  readonly hasWholeName: boolean;
  /** All records of this name and type are submitted together, so that another submission overwrites them. */
  readonly isWholeSet: boolean;
  /** What splits a text that is longer than a string can be. RFC 1035 §3.3. */
  readonly splits: 'user' | 'provider' | 'unknown';
  /**
   * Octets of the longest string as it is handed over, at least, where that is longer than a string can be and the service
   * splits it.
   */
  readonly unsplit?: number;
  /**
   * How the quotes around the text differ from what the service requires: there are none, one pair too many, or one is
   * unclosed.
   */
  readonly quoting: 'right' | 'missing' | 'twice' | 'open';
  /** The setting by which the service answers for the name with its own addresses, and does not show the record. */
  readonly proxied?: Range;
  /**
   * The data, where they are not to be shown: rules that need one record alone check them, and their findings leave out what
   * they quote. All else has the record with data that are unknown.
   */
  readonly withheld?: Rdata;
}

/** Where a record is kept. It stays valid until the record's own text changes. */
export interface Anchor {
  /** Equal ids in one document are the same record. */
  readonly id: number;
}

export type Rdata = TextRdata | FieldRdata | OpaqueRdata;

/** TXT, SPF and other types that are character-strings only. */
export interface TextRdata {
  readonly kind: 'text';
  readonly strings: readonly CharacterString[];
  /** The strings end to end, as mail receivers read them. RFC 7208 §3.3, RFC 6376 §3.6.2.2. */
  readonly value: MappedText;
  /**
   * The value with the spaces that were typed, where the service needs quotes, there are none, and each word became a
   * string.
   */
  readonly unquoted?: string;
  /** The comment directly after the last string, including its `;`, if that string is not quoted: perhaps meant as text. */
  readonly comment?: MappedText;
}

export interface CharacterString {
  readonly value: MappedText;
  readonly quoted: boolean;
  /** Quotes included. */
  readonly range: Range;
}

/** Types whose fields are known; see `rdata.ts`. */
export interface FieldRdata {
  readonly kind: 'fields';
  readonly fields: readonly RdataField[];
}

export interface RdataField {
  /** The RFC's name of the field in kebab-case: `preference`, `exchange`, `target`, `address`, `mname`. */
  readonly name: string;
  readonly kind: 'name' | 'number' | 'address' | 'string' | 'binary' | 'word';
  /** Canonical: names as {@link DomainName}, numbers in decimal, addresses in their shortest form, strings decoded. */
  readonly value: string;
  /** As typed, decoded, with the way back. */
  readonly text: MappedText;
  readonly range: Range;
}

/** Unregistered types, RFC 3597 data, and RDATA that a name server would reject. */
export interface OpaqueRdata {
  readonly kind: 'opaque';
  readonly text: string;
}

/** Whether both were made of one and the same entry of a document. */
export function isSameRecord(a: DnsRecord, b: DnsRecord): boolean {
  return a.anchor.id === b.anchor.id && a.owner === b.owner;
}

/** The field of that name, where the record's type has one. */
export function fieldOf(record: DnsRecord, name: string): RdataField | undefined {
  if (record.rdata.kind !== 'fields') return undefined;
  return record.rdata.fields.find((field) => field.name === name);
}
