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

/**
 * What an address that was found is of.
 *
 * sending: the server that sent the mail, the one that SPF, PTR and blocklists are about. Only this role leads to an edit.
 * service: the same, but it belongs to the mail service that reports, whose own records cover it.
 * receiving: the server that refused the mail, or was to receive it.
 * api-client: the program that handed the mail to a service over its API.
 * unknown: the format does not say.
 */
export type AddressRole = 'sending' | 'service' | 'receiving' | 'api-client' | 'unknown';

export interface FoundAddress extends LocatedText {
  readonly role: AddressRole;
}

/** Mail to one recipient that did not arrive, as one report or one line of a log reports it. */
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
  /** The address that the mail came from: the first of `addresses` that is `sending` or `service`. */
  readonly ip: FoundAddress | undefined;
  /** Every address that was found, with what it is of. */
  readonly addresses: readonly FoundAddress[];
  /** The address in MAIL FROM; an empty value is the null sender. */
  readonly envelopeFrom: LocatedText | undefined;
  readonly headerFrom: LocatedText | undefined;
  /** The domain whose SPF or DMARC record the answer names. */
  readonly namedDomain: LocatedText | undefined;
  /** As written. */
  readonly time: LocatedText | undefined;
  readonly queueId: LocatedText | undefined;
  /** Message-ID of the message that was not delivered. */
  readonly messageId: LocatedText | undefined;
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

/**
 * What was read that is not about mail that failed to arrive.
 *
 * delivered: a success. accepted: a service took the mail and has not delivered it yet. engagement: it was opened, or a
 * link in it was followed. unsubscribed: the recipient left a list. complaint: a recipient marked it as spam (RFC 5965).
 * auth-failure: mail with the domain in From failed authentication (RFC 6591, RFC 9991). dmarc-report, tls-report:
 * aggregate reports (RFC 9990, RFC 8460). configuration: a service reports about its own setup.
 */
export type NoticeSubject =
  | 'delivered'
  | 'accepted'
  | 'engagement'
  | 'unsubscribed'
  | 'complaint'
  | 'auth-failure'
  | 'dmarc-report'
  | 'tls-report'
  | 'configuration';

export interface Notice {
  readonly kind: 'notice';
  readonly subject: NoticeSubject;
  /** What it was read of: the value that says what it is. */
  readonly text: LocatedText;
  /** Of `auth-failure` and `complaint`: the address that the mail came from. */
  readonly ip: FoundAddress | undefined;
  readonly envelopeFrom: LocatedText | undefined;
  readonly headerFrom: LocatedText | undefined;
  readonly recipient: LocatedText | undefined;
  /** As written. */
  readonly time: LocatedText | undefined;
  /** What else it says, a label and a value each: `['Reported by', 'mx.example.net']`. */
  readonly facts: readonly (readonly [label: string, value: string])[];
}

export type DeliveryEvidence = Bounce | AuthenticationResult | Notice;
