import type { IpAddress } from '../../dns/address.ts';
import type { DomainName } from '../../dns/names.ts';
import type { Alignment, DmarcPolicy } from '../../email/dmarc/tags.ts';

/** A DMARC aggregate report: what one receiver saw of mail with a domain in From. RFC 9990 §3, RFC 7489 appendix C. */
export interface AggregateReport {
  /** The reporter, as stated in the report: `google.com`. */
  readonly reporter: string;
  /** The reporter's id for the report; '' if it has none. */
  readonly id: string;
  /** The domain whose policy was applied. */
  readonly domain: DomainName;
  /** Seconds since 1970; `undefined` if implausible. */
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

/** Mail from one address that was treated alike. */
export interface ReportRow {
  readonly source: IpAddress;
  /** At least 1. */
  readonly count: number;
  /** The domain of the From header: the report's domain or a subdomain of it. */
  readonly from: DomainName;
  /** Whether SPF and DKIM passed and were aligned, according to the receiver. */
  readonly evaluated: { readonly spf: boolean; readonly dkim: boolean };
  /** The receiver considered the mail forwarded or sent through a mailing list. */
  readonly forwarded: boolean;
  readonly spf: readonly SpfSeen[];
  readonly dkim: readonly DkimSeen[];
  /** The start of the row in the report's text. */
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

/** The content of a file. */
export interface ReadReports {
  readonly reports: readonly AggregateReport[];
  /** The problems of the file, and what was cut, as ends of sentences that begin with the file's name. */
  readonly problems: readonly string[];
  /** Places in the reports are places in the file, because nothing was unpacked. */
  readonly isPlain: boolean;
  /** The approximate memory of the reports, in octets. */
  readonly kept: number;
}
