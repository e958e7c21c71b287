import type { Range } from '../../text/range.ts';

/** Something that was read, and where it stands in the text that was given. */
export interface LocatedText {
  readonly value: string;
  readonly range: Range;
}

/** What a mail server answered. RFC 5321 §4.2. */
export interface SmtpReply {
  /** `550` */
  readonly smtp: LocatedText | undefined;
  /** `5.7.26`. RFC 3463. */
  readonly enhanced: LocatedText | undefined;
  /** The answer in one line, without the codes that each of its lines repeats. */
  readonly text: LocatedText;
  /** The answer of another server that this one passes on: `… -> 554 5.7.1 Relaying denied`. */
  readonly passedOn: SmtpReply | undefined;
}

/** Mail to one recipient that did not arrive, as one report or one line of a log tells it. */
export interface Bounce {
  readonly kind: 'bounce';
  readonly reply: SmtpReply;
  /** RFC 3464 §2.3.3; `failed` where nothing is said. */
  readonly action: 'failed' | 'delayed';
  readonly recipient: LocatedText | undefined;
  /** The server that refused. */
  readonly remoteMta: LocatedText | undefined;
  /** The server that tells. */
  readonly reportingMta: LocatedText | undefined;
  /** The address that the mail came from, as the server that refused names it. */
  readonly ip: LocatedText | undefined;
  /** The address in MAIL FROM; an empty value is the null sender. */
  readonly envelopeFrom: LocatedText | undefined;
  readonly headerFrom: LocatedText | undefined;
  /** The domain whose SPF or DMARC record the answer names. */
  readonly namedDomain: LocatedText | undefined;
  /** As written. */
  readonly time: LocatedText | undefined;
  readonly queueId: LocatedText | undefined;
  readonly signatures: readonly Signature[];
}

/** A DKIM signature that the mail carried. RFC 6376 §3.5. */
export interface Signature {
  /** `d=` */
  readonly domain: string;
  /** `s=` */
  readonly selector: string;
}

export type AuthenticationMethod = 'spf' | 'dkim' | 'dmarc';

export type AuthenticationVerdict =
  'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'policy' | 'temperror' | 'permerror';

/** What a receiver found out about a mail: Authentication-Results (RFC 8601) and Received-SPF (RFC 7208 §9.1). */
export interface AuthenticationResult {
  readonly kind: 'authentication';
  readonly method: AuthenticationMethod;
  readonly result: AuthenticationVerdict;
  /** `spf=fail (…) smtp.mailfrom=…`, as written. */
  readonly text: LocatedText;
  readonly ip: LocatedText | undefined;
  readonly envelopeFrom: LocatedText | undefined;
  readonly headerFrom: LocatedText | undefined;
  readonly signature: Signature | undefined;
}

export type DeliveryEvidence = Bounce | AuthenticationResult;
