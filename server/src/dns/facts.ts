import type { Ipv4Address, Ipv6Address } from './address.ts';
import type { DomainName } from './names.ts';

/** What one record of an answer says, by the type that was asked for. */
export interface AnswerData {
  A: Ipv4Address;
  AAAA: Ipv6Address;
  CNAME: DomainName;
  MX: MailExchange;
  NS: DomainName;
  PTR: DomainName;
  /** The character-strings, one code unit an octet; HOLE where a part of them is not known. */
  TXT: readonly string[];
  /** RDATA in presentation form. */
  TLSA: string;
}
export type QuestionType = keyof AnswerData;

export const QUESTION_TYPES: readonly QuestionType[] = [
  'A',
  'AAAA',
  'CNAME',
  'MX',
  'NS',
  'PTR',
  'TXT',
  'TLSA',
];

export interface MailExchange {
  readonly preference: number;
  /** The root (`''`) in a null MX: RFC 7505. */
  readonly exchange: DomainName;
}

/** Where an answer comes from. What is not from the workspace may be otherwise by now. */
export type AnswerSource =
  | { readonly kind: 'workspace' }
  /** `recorded`: when the facts of the file were recorded, ISO 8601. */
  | { readonly kind: 'file'; readonly recorded: string | undefined }
  /** `at`: when a resolver gave it, ISO 8601. */
  | { readonly kind: 'live'; readonly at: string };

/**
 * nxdomain: the name does not exist. nodata: it does, without records of the type. servfail: a server could not answer.
 * timeout: none did. pending: nobody was asked yet, or nobody may be.
 */
export type NoDataStatus = 'nxdomain' | 'nodata' | 'servfail' | 'timeout' | 'pending';

export type Answer<T extends QuestionType = QuestionType> = Found<T> | NotFound;

export interface Found<T extends QuestionType> {
  readonly status: 'data';
  /** At least one. Aliases (CNAME) have been followed. */
  readonly data: readonly AnswerData[T][];
  readonly source: AnswerSource;
}

export interface NotFound {
  readonly status: NoDataStatus;
  /** `undefined` while pending. */
  readonly source: AnswerSource | undefined;
}

/** The answers known so far. Asking is pure: who cannot answer notes the question, and asks again when it is answered. */
export interface DnsFacts {
  ask<T extends QuestionType>(name: DomainName, type: T): Answer<T>;
}

/** The answers, and what zones are known to hold as a whole. */
export interface ZoneFacts extends DnsFacts {
  /**
   * By which records a zone is set up with services that send mail. `undefined` unless all its records are known, as of a
   * zone of the workspace that the public sees: only then does it show what is not there.
   */
  setupRecords(zone: DomainName): SetupRecords | undefined;
}

/** The records of a zone that can make mail of a service aligned: DKIM keys, names for MAIL FROM, SPF. */
export interface SetupRecords {
  /** The owners of DKIM keys, and where an alias leads that is one; `undefined` for a key of its own. */
  readonly keys: readonly { readonly owner: DomainName; readonly target: DomainName | undefined }[];
  /** Where other aliases lead, and the hosts of MX records. */
  readonly targets: readonly { readonly owner: DomainName; readonly name: DomainName }[];
  /** The texts of SPF records. */
  readonly spf: readonly { readonly owner: DomainName; readonly text: string }[];
}

export interface Question {
  readonly name: DomainName;
  readonly type: QuestionType;
}

export const PENDING: NotFound = { status: 'pending', source: undefined };

/** A world in which nothing outside is known. */
export const NO_FACTS: DnsFacts = { ask: () => PENDING };

/** True for an answer that says that there is nothing: RFC 7208 §4.6.4 calls it a void lookup. */
export function isVoid(answer: Answer): boolean {
  return answer.status === 'nxdomain' || answer.status === 'nodata';
}

/** True when a server failed or kept silent: nothing is known then, and nothing is said of the record. */
export function isFailure(answer: Answer): boolean {
  return answer.status === 'servfail' || answer.status === 'timeout';
}
