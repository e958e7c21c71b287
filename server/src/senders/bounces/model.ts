import type { Range } from '../../text/range.ts';

/** Something that was read, and its place in the given text. */
export interface LocatedText {
  readonly value: string;
  readonly range: Range;
}

/** The reply of a mail server. RFC 5321 §4.2. */
export interface SmtpReply {
  /** `550` */
  readonly smtp: LocatedText | undefined;
  /** `5.7.26`. RFC 3463. */
  readonly enhanced: LocatedText | undefined;
  /** The reply in one line, without the codes that each of its lines repeats. */
  readonly text: LocatedText;
  /** The reply of another server that this one passes on: `… -> 554 5.7.1 Relaying denied`. */
  readonly passedOn: SmtpReply | undefined;
}

/**
 * The role of an address that was found.
 *
 * sending: the server that sent the mail, which SPF, PTR and blocklists are about. Only this role leads to an edit.
 * service: the same, but the server belongs to the mail service that reports, whose own records authorize it.
 * receiving: the server that rejected the mail, or that should have received it. api-client: the program that passed
 * the mail to a service over its API. unknown: the format does not show the role.
 */
export type AddressRole = 'sending' | 'service' | 'receiving' | 'api-client' | 'unknown';

export interface FoundAddress extends LocatedText {
  readonly role: AddressRole;
}

/** Mail to one recipient that was not delivered, as reported by one report or one log line. */
export interface Bounce {
  readonly kind: 'bounce';
  readonly reply: SmtpReply;
  /** RFC 3464 §2.3.3; `failed` if the report does not say. */
  readonly action: 'failed' | 'delayed';
  readonly recipient: LocatedText | undefined;
  /** The server that rejected the mail. */
  readonly remoteMta: LocatedText | undefined;
  /** The server that reports the failure. */
  readonly reportingMta: LocatedText | undefined;
  /** The address that the mail came from: the first of `addresses` that is `sending` or `service`. */
  readonly ip: FoundAddress | undefined;
  /** Every address that was found, with its role. */
  readonly addresses: readonly FoundAddress[];
  /** The address in MAIL FROM; an empty value is the null sender. */
  readonly envelopeFrom: LocatedText | undefined;
  readonly headerFrom: LocatedText | undefined;
  /** The domain whose SPF or DMARC record the reply names. */
  readonly namedDomain: LocatedText | undefined;
  /** As written. */
  readonly time: LocatedText | undefined;
  readonly queueId: LocatedText | undefined;
  /** Message-ID of the message that was not delivered. */
  readonly messageId: LocatedText | undefined;
  readonly signatures: readonly Signature[];
}

/** A DKIM signature of the message. RFC 6376 §3.5. */
export interface Signature {
  /** `d=` */
  readonly domain: string;
  /** `s=` */
  readonly selector: string;
}

export type AuthenticationMethod = 'spf' | 'dkim' | 'dmarc';

export type AuthenticationVerdict =
  'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'policy' | 'temperror' | 'permerror';

/**
 * A receiver's authentication result for a message: Authentication-Results (RFC 8601) or Received-SPF (RFC 7208 §9.1).
 */
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
 * A report that is not about a failed delivery.
 *
 * delivered: a success. accepted: a service accepted the mail and has not delivered it yet. engagement: the message was
 * opened, or a link in it was clicked. unsubscribed: the recipient left a list. complaint: a recipient marked the
 * message as spam (RFC 5965). auth-failure: mail with the domain in From failed authentication (RFC 6591, RFC 9991).
 * dmarc-report, tls-report: aggregate reports (RFC 9990, RFC 8460). configuration: a service reports about its own
 * setup.
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
  /** The value that the kind of notice was read from. */
  readonly text: LocatedText;
  /** For `auth-failure` and `complaint`: the address that the mail came from. */
  readonly ip: FoundAddress | undefined;
  readonly envelopeFrom: LocatedText | undefined;
  readonly headerFrom: LocatedText | undefined;
  readonly recipient: LocatedText | undefined;
  /** As written. */
  readonly time: LocatedText | undefined;
  /** Other facts, each a label and a value: `['Reported by', 'mx.example.net']`. */
  readonly facts: readonly (readonly [label: string, value: string])[];
}

export type DeliveryEvidence = Bounce | AuthenticationResult | Notice;
