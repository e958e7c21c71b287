import type { SpfResult } from '../../email/spf/evaluate/verdict.ts';
/** Whether a change in the DNS can mend it. `sometimes`: it depends on which of the causes it is. */
export type DnsFixable = 'yes' | 'partly' | 'sometimes' | 'no';

/** What a refusal is about, in the coarse terms that tell one kind of work from another. */
export type RefusalCause =
  | 'spf'
  | 'dkim'
  | 'dmarc'
  | 'authentication'
  | 'relay'
  | 'login'
  | 'reverse-dns'
  | 'sender-domain'
  | 'recipient-domain'
  | 'encryption'
  | 'blocklist'
  | 'policy'
  | 'recipient'
  | 'content'
  | 'temporary'
  | 'unknown'
  /** Nothing was refused. */
  | 'none';

/** The records that a cause is about. Whose they are follows from the mail: see `features/explain-bounce.ts`. */
export type RecordsAbout =
  /** The SPF record of the domain in MAIL FROM. */
  | 'spf'
  /** The key of the signature, or all keys of the domain in From. */
  | 'dkim'
  /** The DMARC record that holds for the domain in From. */
  | 'dmarc'
  /** MX, or else the addresses, of the domain in MAIL FROM. */
  | 'sender-mx'
  /** MX of the recipient's domain. */
  | 'recipient-mx'
  /** PTR of the address that sent, and the address records that it should agree with. */
  | 'reverse-dns'
  /** TLSA, MTA-STS and DS of the recipient's domain. */
  | 'recipient-tls';

export interface Cause {
  /** A sentence. */
  readonly text: string;
  readonly about?: RecordsAbout;
  /** Rules that find this very cause in a file. */
  readonly rules?: readonly string[];
  /** It cannot be where the mail came from an IPv4 address. */
  readonly onlyIpv6?: true;
  /** What SPF says of the mail where this is the cause. */
  readonly spf?: readonly SpfResult[];
}

/** A refusal that is known, by its words, its code and who says it. */
export interface KnownReply {
  readonly id: string;
  readonly fault: RefusalCause;
  /** Who answers so, where it is not everybody. */
  readonly software?: string;
  /** Many programs answer so: it is looked at after what only one says. */
  readonly isGeneric?: true;
  /** Words of the answer, any of which is enough. They look at a bounded part each, whatever the answer holds. */
  readonly words?: readonly RegExp[];
  /** The words do not count where the reply says this too. */
  readonly unless?: RegExp;
  /** Its words surround the reply of another server, which is explained first. */
  readonly quotesReply?: true;
  /** Enhanced codes that nobody uses for anything else: without the words, they decide alone. */
  readonly ownCodes?: readonly string[];
  /** The words count only with one of these enhanced codes; `none`: also without any. */
  readonly enhanced?: readonly string[];
  /** …and only with one of these reply codes, or where there is none. */
  readonly smtp?: readonly string[];
  /** …and only where this is found in the name of the server that refused, or in its answer. */
  readonly host?: RegExp;
  readonly meaning: string;
  readonly dnsFixable: DnsFixable;
  /** The likeliest first. */
  readonly causes: readonly Cause[];
  /** What to do, in order: a sentence each. */
  readonly action: readonly string[];
  /** An answer of this kind, which this entry and no other explains. */
  readonly example: string;
}

/** What is to be said of one answer. */
export interface ReplyExplanation {
  /** That of the entry, or of the kind (`kind-blocklist`); else `status-5.7.1`, `status-550` or `unknown`. */
  readonly id: string;
  /** False where only the codes could be explained, not the words. */
  readonly known: boolean;
  readonly fault: RefusalCause;
  /** Who answers so; `undefined` where nobody knows. */
  readonly software: string | undefined;
  readonly meaning: string;
  readonly dnsFixable: DnsFixable;
  readonly causes: readonly Cause[];
  readonly action: readonly string[];
}

/** An answer, in what decides. */
export interface ReplyText {
  readonly smtp?: string | undefined;
  readonly enhanced?: string | undefined;
  readonly text: string;
  /** The server that refused, where it is known. */
  readonly host?: string | undefined;
  /** The answer of the server behind it. */
  readonly passedOn?: ReplyText | undefined;
}
