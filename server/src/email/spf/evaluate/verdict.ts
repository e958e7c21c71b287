import type { Question } from '../../../dns/facts.ts';
import type { IpAddress } from '../../../dns/address.ts';
import type { Directive, SpfRecord, SpfTerm, TargetModifier } from '../model.ts';

/** The sender, as far as a receiver knows it when the mail arrives. */
export interface CheckHostArguments {
  readonly ip: IpAddress;
  /** The address of MAIL FROM, one code unit per octet; '' for the null sender, whose HELO name is checked instead. */
  readonly mailFrom: string;
  /** The name given in HELO or EHLO. */
  readonly helo: string;
}

/**
 * The result of check_host() (RFC 7208 §2.6). pending: an answer that decides is unknown, so the result is unknown, too.
 */
export type SpfResult =
  'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror' | 'pending';

export interface SpfVerdict {
  readonly result: SpfResult;
  /** The identity that was checked (RFC 7208 §2.3, §2.4), and its domain as given. */
  readonly identity: 'mailfrom' | 'helo';
  readonly domain: string;
  /** The explanation of a fail for the sender, if the record has one. */
  readonly explanation: string | undefined;
  /** Terms that RFC 7208 §4.6.4 counts, up to the end of the check. */
  readonly lookups: number;
  readonly voidLookups: number;
  /** The mechanism that decided. */
  readonly matched: MatchedTerm | undefined;
  /** Why no record decided, for none, temperror, permerror and pending. */
  readonly reason: SpfReason | undefined;
  /** Each term that was evaluated, in order. Empty unless requested. */
  readonly trace: readonly TraceStep[];
  /** The queries that are not answered yet. */
  readonly pending: readonly Question[];
}

export interface MatchedTerm {
  /** The name of its record. */
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
  /** An answer is not available. */
  | 'unknown-answer'
  /** A part of the record is unknown. */
  | 'unknown-text';

export interface SpfReason {
  readonly code: SpfReasonCode;
  /** The name whose record was read or looked up. */
  readonly domain: string;
  /** The term at which it happened. */
  readonly term: SpfTerm | undefined;
}

/** One term that was evaluated. */
export interface TraceStep {
  /** 0 in the first record and those to which it redirects. Each include adds 1. */
  readonly depth: number;
  readonly domain: string;
  readonly record: SpfRecord;
  readonly term: Directive | TargetModifier;
  /** enter: an include or redirect begins. Its own steps follow, and then its outcome. */
  readonly outcome: 'enter' | 'match' | 'no-match' | 'error' | 'pending';
  /** The name that was queried, with expanded macros. */
  readonly target: string | undefined;
  /** Lookups so far, including this term. */
  readonly lookups: number;
  readonly voidLookups: number;
}
