import type { DomainName } from '../dns/names.ts';
import type { Range } from '../text/range.ts';

/** The field of a record that is being typed, which may be unfinished. */
export interface TypedField {
  readonly part: 'owner' | 'type' | 'data';
  /** What is typed of it, without quotes; empty where nothing is. On one line. Offsets in the document. */
  readonly range: Range;
  /** `undefined` where it is not typed yet, or has unknown parts. */
  readonly owner: DomainName | undefined;
  /** In upper case. `undefined` where it is not typed yet, or unknown. */
  readonly type: string | undefined;
  /** Of data, the RFC's name of the field (`exchange`), where the type has hosts or text in its data. */
  readonly field: string | undefined;
  /** Relative names in this place are completed with it. `undefined` where it is unknown. */
  readonly origin: DomainName | undefined;
  /** Whether it is in quotes, so that a text with spaces can be typed. */
  readonly isQuoted: boolean;
  /** How an absolute name is typed in this place. */
  readonly write: (name: DomainName) => string;
  /** Aliases as whole entries, one on each line, where nothing else is typed in the place of an owner. */
  readonly writeAliases?: ((aliases: readonly AliasEntry[]) => string) | undefined;
}

/** A name that is another name for its target. */
export interface AliasEntry {
  readonly owner: DomainName;
  readonly target: DomainName;
}

/** The fields of text, and of types whose data end in a host, in their order. RFC 1035 §3.3, RFC 2782, RFC 6672. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  MX: ['preference', 'exchange'],
  CNAME: ['cname'],
  NS: ['nsdname'],
  PTR: ['ptrdname'],
  DNAME: ['target'],
  TXT: ['txt-data'],
  SRV: ['priority', 'weight', 'port', 'target'],
};

/** The name of a field of RDATA, by the number of fields before it. */
export function fieldNameAt(type: string, index: number): string | undefined {
  return Object.hasOwn(FIELDS, type) ? FIELDS[type]?.[index] : undefined;
}

/** The name of the field that holds the host, in a format that has the fields before it elsewhere. */
export function hostFieldOf(type: string): string | undefined {
  return Object.hasOwn(FIELDS, type) ? FIELDS[type]?.at(-1) : undefined;
}
