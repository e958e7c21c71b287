import type { SpfResult } from '../../email/spf/evaluate/verdict.ts';
/** Whether a change in DNS can fix it. `sometimes` means that it depends on which cause applies. */
export type DnsFixable = 'yes' | 'partly' | 'sometimes' | 'no';

/** What a rejection is about, in coarse terms that separate one kind of work from another. */
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
  /** Nothing was rejected. */
  | 'none';

/** The records that a cause is about. The mail determines whose records: see `features/explain-bounce.ts`. */
export type RecordsAbout =
  /** The SPF record of the domain in MAIL FROM. */
  | 'spf'
  /** The key of the signature, or all keys of the domain in From. */
  | 'dkim'
  /** The DMARC record that applies to the domain in From. */
  | 'dmarc'
  /** The MX records of the domain in MAIL FROM, or else its address records. */
  | 'sender-mx'
  /** The MX records of the recipient's domain. */
  | 'recipient-mx'
  /** The PTR record of the sending IP address, and the address records that it should match. */
  | 'reverse-dns'
  /** The TLSA, MTA-STS and DS records of the recipient's domain. */
  | 'recipient-tls';

export interface Cause {
  /** A sentence. */
  readonly text: string;
  readonly about?: RecordsAbout;
  /** Rules that find exactly this cause in a file. */
  readonly rules?: readonly string[];
  /** The cause is impossible if the mail came from an IPv4 address. */
  readonly onlyIpv6?: true;
  /** The SPF results of mail with this cause. */
  readonly spf?: readonly SpfResult[];
}

/** A known reply, by its words, its code and the software that sends it. */
export interface KnownReply {
  readonly id: string;
  readonly fault: RefusalCause;
  /** The software that replies this way, if it is specific. */
  readonly software?: string;
  /** Many programs reply this way, so it is checked after the entries of single programs. */
  readonly isGeneric?: true;
  /** Words of the reply. One match is enough. Each expression looks at a bounded part of the reply. */
  readonly words?: readonly RegExp[];
  /** The words do not count if the reply also matches this. */
  readonly unless?: RegExp;
  /** The words surround the reply of another server, which is explained first. */
  readonly quotesReply?: true;
  /** Enhanced codes that are not used for anything else. Without the words, they decide alone. */
  readonly ownCodes?: readonly string[];
  /** The words count only with one of these enhanced codes; `none` means also without a code. */
  readonly enhanced?: readonly string[];
  /** …and only with one of these reply codes, or without a reply code. */
  readonly smtp?: readonly string[];
  /** …and only if this matches the name of the rejecting server, or its reply. */
  readonly host?: RegExp;
  readonly meaning: string;
  readonly dnsFixable: DnsFixable;
  /** The most likely cause comes first. */
  readonly causes: readonly Cause[];
  /** What to do, in order, one sentence each. */
  readonly action: readonly string[];
  /** A reply of this kind, which this entry and no other explains. */
  readonly example: string;
}

/** The explanation of one reply. */
export interface ReplyExplanation {
  /** The id of the entry or of the kind (`kind-blocklist`); else `status-5.7.1`, `status-550` or `unknown`. */
  readonly id: string;
  /** False if only the codes could be explained, not the words. */
  readonly known: boolean;
  readonly fault: RefusalCause;
  /** The software that replies this way; `undefined` if unknown. */
  readonly software: string | undefined;
  readonly meaning: string;
  readonly dnsFixable: DnsFixable;
  readonly causes: readonly Cause[];
  readonly action: readonly string[];
}

/** The parts of a reply that decide how it is explained. */
export interface ReplyText {
  readonly smtp?: string | undefined;
  readonly enhanced?: string | undefined;
  readonly text: string;
  /** The server that rejected the mail, if known. */
  readonly host?: string | undefined;
  /** The reply of the next server, which this server passes on. */
  readonly passedOn?: ReplyText | undefined;
}
