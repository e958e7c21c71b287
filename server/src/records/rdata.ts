import type { DomainName } from '../dns/names.ts';
import type { MappedText } from '../text/mapped-text.ts';
import type { Range } from '../text/range.ts';
import type { Rdata } from './record.ts';

/** One word or quoted string of RDATA, decoded (`\X` and `\DDD` are one octet each). */
export interface RdataToken {
  readonly value: MappedText;
  /** As in the source, with escapes and without quotes: `a\.b`. Names are read from this, because `\.` is not a separator. */
  readonly raw: string;
  readonly quoted: boolean;
  /** Includes the quotes. */
  readonly range: Range;
}

/** Why BIND rejects RDATA, in its words. */
export type RdataReason =
  | 'bad IPv6 address'
  | 'bad base32 encoding'
  | 'bad base64 encoding'
  | 'bad bitmap'
  | 'bad dotted quad'
  | 'bad EUI'
  | 'bad hex encoding'
  | 'disallowed (by application policy)'
  | 'duplicate query'
  | 'extra input data'
  | 'extra input text'
  | 'FORMERR'
  | 'inconsistent resource record'
  | 'not a valid number'
  | 'not implemented'
  | 'obsolete'
  | 'out of range'
  | 'syntax error'
  | 'unexpected token'
  | 'unknown class/type'
  | 'unknown flag'
  | NameReason;

/** Why BIND rejects a name. Data without names can end too early, or be too long, in the same words. */
export type NameReason =
  | 'bad escape'
  | 'bad label type'
  | 'empty label'
  | 'label too long'
  | 'ran out of space'
  | 'unexpected end of input';

/** Why a name server rejects the RDATA. */
export interface RdataFault {
  readonly reason: RdataReason;
  readonly range: Range;
}

export interface RdataReading {
  readonly rdata: Rdata;
  readonly faults: readonly RdataFault[];
}

export interface RdataContext {
  /** Relative names are completed with it. A HOLE if it is unknown. */
  readonly origin: DomainName;
  /** The absolute name of a name in the source, in canonical form. Without this function, the format has no syntax for names. */
  readonly complete?: (typed: string) => DomainName;
  /** The position after the last token, for "unexpected end of input". */
  readonly end: Range;
}

/**
 * Reads RDATA of any type as BIND does. Never throws. A token with an unresolved part is accepted. `type` is a
 * mnemonic, `TYPEnnn` or anything else; types without a known form and RFC 3597 `\# n hex` are kept opaque unless the
 * RFC 3597 octets decode to a known form (RFC 3597 §5: they are the same record).
 */
export type ReadRdata = (type: string, tokens: readonly RdataToken[], context: RdataContext) => RdataReading;

/**
 * Presentation form with absolute names (trailing dots), quoted strings and one space between fields, as BIND's
 * `named-compilezone -s full` writes it. Unresolved parts are shown as `${…}`.
 */
export type PrintRdata = (type: string, rdata: Rdata) => string;
