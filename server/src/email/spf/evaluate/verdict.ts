import type { Question } from '../../../dns/facts.ts';
import type { IpAddress } from '../../../dns/address.ts';
import type { Directive, SpfRecord, SpfTerm, TargetModifier } from '../model.ts';

/** Who sends: what a receiver knows when the mail comes. */
export interface CheckHostArguments {
  readonly ip: IpAddress;
  /** The address of MAIL FROM, one code unit an octet; '' for the null sender, whose HELO name is checked instead. */
  readonly mailFrom: string;
  /** The name given with HELO or EHLO. */
  readonly helo: string;
}

/**
 * What check_host() gives (RFC 7208 §2.6). pending: an answer that decides is not known, so neither is the result.
 */
export type SpfResult =
  'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror' | 'pending';

export interface SpfVerdict {
  readonly result: SpfResult;
  /** What was checked (RFC 7208 §2.3, §2.4), and its domain as given. */
  readonly identity: 'mailfrom' | 'helo';
  readonly domain: string;
  /** What the sender is told with a fail, where the record has a text for it. */
  readonly explanation: string | undefined;
  /** Terms that RFC 7208 §4.6.4 counts, as far as the check went. */
  readonly lookups: number;
  readonly voidLookups: number;
  /** The mechanism that decided. */
  readonly matched: MatchedTerm | undefined;
  /** Why there is no verdict of a record: of none, temperror, permerror and pending. */
  readonly reason: SpfReason | undefined;
  /** Each term that was tried, in order. Empty unless asked for. */
  readonly trace: readonly TraceStep[];
  /** The questions that were asked and are not answered. */
  readonly pending: readonly Question[];
}

export interface MatchedTerm {
  /** The name whose record it stands in. */
  readonly domain: string;
  readonly record: SpfRecord;
  readonly term: Directive;
}

export type SpfReasonCode =
  | 'malformed-domain'
  | 'no-record'
  | 'several-records'
  | 'syntax'
  | 'lookup-limit'
  | 'void-lookup-limit'
  | 'mx-limit'
  | 'include-without-record'
  | 'redirect-without-record'
  | 'dns-failure'
  /** An answer is not at hand. */
  | 'unknown-answer'
  /** A part of the record is not known. */
  | 'unknown-text';

export interface SpfReason {
  readonly code: SpfReasonCode;
  /** The name whose record was read, or looked for. */
  readonly domain: string;
  /** The term it happened at. */
  readonly term: SpfTerm | undefined;
}

/** One term that was tried. */
export interface TraceStep {
  /** 0 in the first record and those it redirects to; one more in each include. */
  readonly depth: number;
  readonly domain: string;
  readonly record: SpfRecord;
  readonly term: Directive | TargetModifier;
  /** enter: an include or redirect begins; its own steps follow, and then its outcome. */
  readonly outcome: 'enter' | 'match' | 'no-match' | 'error' | 'pending';
  /** The name that was asked for, macros expanded. */
  readonly target: string | undefined;
  /** Lookups so far, this term's included. */
  readonly lookups: number;
  readonly voidLookups: number;
}
