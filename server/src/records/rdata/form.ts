import type { DomainName } from '../../dns/names.ts';
import type { RdataReason, RdataToken } from '../rdata.ts';
import type { RdataField } from '../record.ts';

/** The words of RDATA, taken one by one. After a fault nothing more is taken. */
export interface TokenReader {
  /** Index of the next token. */
  next: number;
  readonly more: boolean;
  readonly failed: boolean;
  /** The absolute name of a name in the source, in canonical form. */
  complete(typed: string): DomainName;
  /** The next token, quoted or not. At the end, it is a fault. */
  token(): RdataToken | undefined;
  /** The next token, which must not be quoted. */
  word(): RdataToken | undefined;
  /** The next token, without taking it. */
  peek(): RdataToken | undefined;
  /** Reports a fault of the last token taken. Only the first fault counts. */
  fail(reason: RdataReason): void;
  /** Reports a fault of all tokens from `from` to the last one taken. */
  failFrom(from: number, reason: RdataReason): void;
  failAtEnd(reason: RdataReason): void;
}

/** RDATA in wire format, taken from the front. After a fault nothing more is taken. */
export interface OctetReader {
  /** The number of octets not taken yet. */
  readonly left: number;
  readonly more: boolean;
  readonly failed: boolean;
  /** A big-endian number of that many octets. */
  number(size: number): number;
  /** The next octets; a fault, and no octets, if there are not that many. */
  bytes(count: number): readonly number[];
  rest(): readonly number[];
  /** Continues at that octet, for the type whose fields are written in a different order. */
  seek(at: number): void;
  fail(reason: RdataReason): void;
  /** The octets are valid but have no text form, so they stay `\# n hex`. */
  keepOpaque(): void;
}

/** How one field is read, from the words of a zone file or from wire format. */
export interface FieldForm {
  readonly kind: RdataField['kind'];
  /** It may take more than one token, and handles unresolved parts itself. */
  readonly many?: true;
  /** The canonical value. After a fault in the cursor, the value is arbitrary. */
  read(cursor: TokenReader): string;
  /** The same from octets. RFC 3597 §4: names in them are absolute and not compressed. */
  decode(octets: OctetReader): string;
}

/**
 * The source of fields, in order. One description of a type serves both zone files and RFC 3597 octets. After a fault nothing
 * more is taken, so a description need not check for faults.
 */
export interface FieldSource {
  /** The canonical value of the next field, which is kept under `name`. An unresolved value contains a HOLE. */
  take(name: string, form: FieldForm): string;
  /** The same for a field that may be omitted from text and then has that value. */
  takeOr(name: string, form: FieldForm, value: string): void;
  /** Whether anything is left to take. */
  readonly more: boolean;
  /** Reports a fault of the last field taken. */
  fail(reason: RdataReason): void;
  /** The octets are valid but have no text form, so they stay `\# n hex`. */
  keepOpaque(): void;
}

export interface RdataForm {
  /** The number of tokens in valid RDATA; `undefined` if it varies. */
  readonly size?: number;
  take(source: FieldSource): void;
}

/** The form of a type whose fields always follow each other in this order. */
export function sequence(...fields: readonly (readonly [name: string, form: FieldForm])[]): RdataForm {
  const take = (source: FieldSource): void => {
    for (const [name, form] of fields) source.take(name, form);
  };
  return fields.some(([, form]) => form.many === true) ? { take } : { take, size: fields.length };
}
