import type { IpAddress } from '../../dns/address.ts';
import type { DomainName } from '../../dns/names.ts';
import type { Alignment, DmarcPolicy } from '../../email/dmarc/tags.ts';

/** A DMARC aggregate report: what one receiver saw of mail with a domain in From. RFC 9990 §3, RFC 7489 appendix C. */
export interface AggregateReport {
  /** Who wrote it, as it says: `google.com`. */
  readonly reporter: string;
  /** The reporter's own name for the report; '' where it gives none. */
  readonly id: string;
  /** The domain whose policy was applied. */
  readonly domain: DomainName;
  /** Seconds since 1970; `undefined` where they make no sense. */
  readonly begin: number | undefined;
  readonly end: number | undefined;
  readonly policy: ReportedPolicy;
  readonly rows: readonly ReportRow[];
}

/** The tags of the DMARC record that the receiver found, as far as it states valid ones. RFC 9990 §3.1.1.6. */
export interface ReportedPolicy {
  readonly p?: DmarcPolicy | undefined;
  readonly sp?: DmarcPolicy | undefined;
  readonly adkim?: Alignment | undefined;
  readonly aspf?: Alignment | undefined;
}

/** Mail of one address that was treated alike. */
export interface ReportRow {
  readonly source: IpAddress;
  /** At least 1. */
  readonly count: number;
  /** Of the From header: the report's domain, or one below it. */
  readonly from: DomainName;
  /** Whether the legs passed and were aligned, as the receiver says. */
  readonly evaluated: { readonly spf: boolean; readonly dkim: boolean };
  /** The receiver took it for forwarded, or as sent to a mailing list. */
  readonly forwarded: boolean;
  readonly spf: readonly SpfSeen[];
  readonly dkim: readonly DkimSeen[];
  /** Where the row begins in the report's text. */
  readonly at: number;
}

export interface SpfSeen {
  readonly domain: DomainName;
  readonly result: string;
  /** True when the HELO name was checked, not MAIL FROM. */
  readonly helo: boolean;
}

export interface DkimSeen {
  readonly domain: DomainName;
  readonly selector: string | undefined;
  readonly result: string;
}

/** What a file holds. */
export interface ReadReports {
  readonly reports: readonly AggregateReport[];
  /** What of the file could not be used and what was cut, as ends of sentences that the file's name begins. */
  readonly problems: readonly string[];
  /** Places in the reports are places in the file: nothing was unpacked. */
  readonly isPlain: boolean;
  /** Octets of memory, about, that the reports take. */
  readonly kept: number;
}
