import type { Ipv4Address, Ipv6Address } from './address.ts';
import type { DomainName } from './names.ts';

/** The data of one record of an answer, by the requested type. */
export interface AnswerData {
  A: Ipv4Address;
  AAAA: Ipv6Address;
  CNAME: DomainName;
  MX: MailExchange;
  NS: DomainName;
  PTR: DomainName;
  /** The character-strings, one code unit per octet; HOLE for an unknown part. */
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

/** The source of an answer. If it is not the workspace, the answer may be outdated. */
export type AnswerSource =
  | { readonly kind: 'workspace' }
  /** `recorded`: when the answers of the file were recorded, in ISO 8601. */
  | { readonly kind: 'file'; readonly recorded: string | undefined }
  /** `at`: when a resolver gave it, in ISO 8601. */
  | { readonly kind: 'live'; readonly at: string };

/**
 * nxdomain: the name does not exist. nodata: it exists, without records of the type. servfail: a server could not answer.
 * timeout: no server answered. pending: no query was sent yet, or none may be sent.
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

/**
 * The answers known so far. Queries have no side effects for callers: an unanswered query is noted, and repeated when there is an
 * answer.
 */
export interface DnsFacts {
  ask<T extends QuestionType>(name: DomainName, type: T): Answer<T>;
}

/** The answers, and what is known about whole zones. */
export interface ZoneFacts extends DnsFacts {
  /**
   * The records by which a zone is set up with services that send mail. `undefined` unless all its records are known, as for a
   * public zone of the workspace. Only then is the absence of records certain.
   */
  setupRecords(zone: DomainName): SetupRecords | undefined;
}

/** The records of a zone that can align mail of a service: DKIM keys, names for MAIL FROM, SPF. */
export interface SetupRecords {
  /** The owner names of DKIM keys, and the target if it is an alias; `undefined` for a key without an alias. */
  readonly keys: readonly { readonly owner: DomainName; readonly target: DomainName | undefined }[];
  /** The targets of other aliases, and the hosts of MX records. */
  readonly targets: readonly { readonly owner: DomainName; readonly name: DomainName }[];
  /** The values of SPF records. */
  readonly spf: readonly { readonly owner: DomainName; readonly text: string }[];
}

export interface Question {
  readonly name: DomainName;
  readonly type: QuestionType;
}

export const PENDING: NotFound = { status: 'pending', source: undefined };

/** Facts without any knowledge of the outside. */
export const NO_FACTS: DnsFacts = { ask: () => PENDING };

/** Whether an answer shows that there is no data. RFC 7208 §4.6.4 calls it a void lookup. */
export function isVoid(answer: Answer): boolean {
  return answer.status === 'nxdomain' || answer.status === 'nodata';
}

/** Whether a server failed or timed out. Then nothing is known about the record, and nothing is reported. */
export function isFailure(answer: Answer): boolean {
  return answer.status === 'servfail' || answer.status === 'timeout';
}
