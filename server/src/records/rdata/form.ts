import type { DomainName } from '../../dns/names.ts';
import type { RdataReason, RdataToken } from '../rdata.ts';
import type { RdataField } from '../record.ts';

/** The words of RDATA, taken one after another. After a fault nothing more is taken. */
export interface TokenReader {
  /** Index of the next token. */
  next: number;
  readonly more: boolean;
  readonly failed: boolean;
  /** The absolute name of one that is typed so, in canonical form. */
  complete(typed: string): DomainName;
  /** The next token, quoted or not; a fault at the end. */
  token(): RdataToken | undefined;
  /** The next token, which must not be quoted. */
  word(): RdataToken | undefined;
  /** The token that is next, left where it is. */
  peek(): RdataToken | undefined;
  /** A fault of the token that was taken last. Only the first fault counts. */
  fail(reason: RdataReason): void;
  /** A fault of all tokens from `from` up to the one taken last. */
  failFrom(from: number, reason: RdataReason): void;
  failAtEnd(reason: RdataReason): void;
}

/** RDATA as it is on the wire, taken from the front. After a fault nothing more is taken. */
export interface OctetReader {
  /** Octets not taken yet. */
  readonly left: number;
  readonly more: boolean;
  readonly failed: boolean;
  /** A big-endian number of that many octets. */
  number(size: number): number;
  /** The next octets; a fault, and no octets, if there are not that many. */
  bytes(count: number): readonly number[];
  rest(): readonly number[];
  /** Goes on with that octet, for the type whose fields are written in another order. */
  seek(at: number): void;
  fail(reason: RdataReason): void;
  /** The octets are right, but have no text form: they stay `\# n hex`. */
  keepOpaque(): void;
}

/** How one field is read, from a zone file's words or from the wire. */
export interface FieldForm {
  readonly kind: RdataField['kind'];
  /** It may take more than one token, and handles unresolved parts itself. */
  readonly many?: true;
  /** The canonical value; or a fault in the cursor, and anything. */
  read(cursor: TokenReader): string;
  /** The same from octets. RFC 3597 §4: names in them are absolute and not compressed. */
  decode(octets: OctetReader): string;
}

/**
 * Where fields come from, in order. One description of a type serves zone files and RFC 3597 octets.
 * After a fault nothing more is taken, so a description need not look for faults.
 */
export interface FieldSource {
  /** The canonical value of the next field, which is kept under `name`. An unresolved value contains a HOLE. */
  take(name: string, form: FieldForm): string;
  /** The same for a field that may be left out of text, and then has that value. */
  takeOr(name: string, form: FieldForm, value: string): void;
  /** Whether there is something left to take. */
  readonly more: boolean;
  /** A fault of what was taken last. */
  fail(reason: RdataReason): void;
  /** The octets are right, but have no text form: they stay `\# n hex`. */
  keepOpaque(): void;
}

export interface RdataForm {
  /** How many tokens a right RDATA has; `undefined` where that varies. */
  readonly size?: number;
  take(source: FieldSource): void;
}

/** The form of a type whose fields follow each other whatever they hold. */
export function sequence(...fields: readonly (readonly [name: string, form: FieldForm])[]): RdataForm {
  const take = (source: FieldSource): void => {
    for (const [name, form] of fields) source.take(name, form);
  };
  return fields.some(([, form]) => form.many === true) ? { take } : { take, size: fields.length };
}
