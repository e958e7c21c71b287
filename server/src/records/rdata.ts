import type { DomainName } from '../dns/names.ts';
import type { MappedText } from '../text/mapped-text.ts';
import type { Range } from '../text/range.ts';
import type { Rdata } from './record.ts';

/** One word or quoted string of RDATA, decoded (`\X` and `\DDD` are one octet each). */
export interface RdataToken {
  readonly value: MappedText;
  /** As typed, escapes kept, quotes not: `a\.b`. Names are read from this, since `\.` is not a separator. */
  readonly raw: string;
  readonly quoted: boolean;
  /** Quotes included. */
  readonly range: Range;
}

/** Why a name server refuses the RDATA, in its words where it has some (`bad dotted quad`). */
export interface RdataFault {
  readonly reason: string;
  readonly range: Range;
}

export interface RdataReading {
  readonly rdata: Rdata;
  readonly faults: readonly RdataFault[];
}

export interface RdataContext {
  /** Relative names are completed with it. A HOLE when it is not known. */
  readonly origin: DomainName;
  /** The place just after the last token, for "unexpected end of input". */
  readonly end: Range;
}

/**
 * Reads RDATA of any type as BIND does. Never throws. A token with a hole is taken as right.
 * `type` is a mnemonic, `TYPEnnn` or anything else; types without a known form and RFC 3597 `\# n hex` are kept opaque
 * unless the RFC 3597 octets decode to a known form (RFC 3597 §5: they are the same record).
 */
export type ReadRdata = (type: string, tokens: readonly RdataToken[], context: RdataContext) => RdataReading;

/**
 * Presentation form with absolute names (final dots), quoted strings, one space between fields, as BIND's
 * `named-compilezone -s full` writes it. Holes are shown as `${…}`.
 */
export type PrintRdata = (type: string, rdata: Rdata) => string;
