import type { DomainName } from '../dns/names.ts';
import type { MappedText } from '../text/mapped-text.ts';
import type { Range } from '../text/range.ts';

/**
 * One DNS record as a server would publish it, with the source text of each part.
 *
 * All source ranges in it, including those of `MappedText`, are relative to `anchor`, so the record stays valid while text before
 * it changes. The host's offset is `anchor offset + range`.
 */
export interface DnsRecord {
  readonly anchor: Anchor;
  /** May contain unresolved parts; see {@link DomainName}. */
  readonly owner: DomainName;
  /** The source text of the owner. `undefined` if the record inherits its owner from the one before it. */
  readonly ownerText: MappedText | undefined;
  /** The text of the owner name, even if it is joined from several texts. */
  readonly ownerRange?: Range | undefined;
  /** Uppercase mnemonic, `TYPEnnn`, or the source text in uppercase for an unregistered type (`ALIAS`). */
  readonly type: string;
  readonly typeRange: Range;
  /** Seconds. `undefined` if neither the record nor its file sets it. */
  readonly ttl: number | undefined;
  /** The source text of the record's own TTL, if it has one. */
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

/** A record that a tool passes to a DNS service instead of serving it itself. */
export interface Publication {
  /**
   * Identifies what passes it, unique among everything that is analyzed together: `aws_route53_record.spf["www"]`. Text up to a
   * `|` is not part of its name; an entry of a list has no name.
   */
  readonly by: string;
  /** The service: `Route 53`, `the DNS provider`. */
  readonly service: string;
  /** The zone that it is passed for, if its name is known. */
  readonly zone: DomainName | undefined;
  /** The owner name is written as a whole name. One with a trailing dot must be in the zone. */
  readonly hasWholeName: boolean;
  /** All records of this name and type are submitted together, so that another submission overwrites them. */
  readonly isWholeSet: boolean;
  /** What splits a text that is longer than a string can be. RFC 1035 §3.3. */
  readonly splits: 'user' | 'provider' | 'unknown';
  /**
   * The minimum number of octets of the longest string as it is passed, if that exceeds the limit for a string and the service
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
   * The data, if it must not be shown. Rules that need only this record check it, and their findings omit what they quote.
   * Everything else sees the record with unknown data.
   */
  readonly withheld?: Rdata;
}

/** The position of a record. It stays valid until the record's own text changes. */
export interface Anchor {
  /** Equal IDs in one document are the same record. */
  readonly id: number;
}

export type Rdata = TextRdata | FieldRdata | OpaqueRdata;

/** TXT, SPF and other types that are character-strings only. */
export interface TextRdata {
  readonly kind: 'text';
  readonly strings: readonly CharacterString[];
  /** The concatenated strings, as mail receivers read them. RFC 7208 §3.3, RFC 6376 §3.6.2.2. */
  readonly value: MappedText;
  /** The value with the spaces of the source text, if the service needs quotes, there are none, and each word became a string. */
  readonly unquoted?: string;
  /** The comment directly after the last string, including its `;`, if that string is not quoted: perhaps meant as text. */
  readonly comment?: MappedText;
}

export interface CharacterString {
  readonly value: MappedText;
  readonly quoted: boolean;
  /** Includes the quotes. */
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
  /** Canonical form: names as {@link DomainName}, numbers in decimal, addresses in their shortest form, strings decoded. */
  readonly value: string;
  /** The decoded source text, with its mapping to the source. */
  readonly text: MappedText;
  readonly range: Range;
}

/** Unregistered types, RFC 3597 data, and RDATA that a name server would reject. */
export interface OpaqueRdata {
  readonly kind: 'opaque';
  readonly text: string;
}

/** Whether both were made from the same entry of a document. */
export function isSameRecord(a: DnsRecord, b: DnsRecord): boolean {
  return a.anchor.id === b.anchor.id && a.owner === b.owner;
}

/** The field with that name, if the record's type has one. */
export function fieldOf(record: DnsRecord, name: string): RdataField | undefined {
  if (record.rdata.kind !== 'fields') return undefined;
  return record.rdata.fields.find((field) => field.name === name);
}
