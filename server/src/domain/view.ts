import type { ZoneFacts } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import type { NameServer } from '../records/document.ts';
import type { DnsRecord } from '../records/record.ts';
import type { ServiceSource } from '../records/sending-source.ts';
import type { CommittedZone } from '../records/committed-zone.ts';
import type { ZoneExport } from '../records/zone-export.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import type { SeenPolicy } from '../senders/reports/seen-policies.ts';

/** What is known around a record: its zone, DNS, and the senders. */
export interface DomainView {
  /** The zone's name, if it is certain enough to check names against it. */
  readonly apex: DomainName | undefined;
  /** False if the file contains templates or includes that were not read. A record that is absent here may then still exist. */
  readonly zoneIsWhole: boolean;
  /**
   * The program that the zone is written for, if it accepts what BIND rejects and is recognized by its own record
   * types.
   */
  readonly server: NameServer | undefined;
  /** The zone in the last commit, if its files are under version control. Only rules on the SOA use it. */
  readonly committed: CommittedZone | undefined;
  /** Set if a control panel exported the zone's file. */
  readonly exported: ZoneExport | undefined;
  /** The zone's records at that name. The query is recorded, so that the rule runs again when the answer changes. */
  recordsAt(name: DomainName, type?: string): readonly DnsRecord[];
  /**
   * The NS records that delegate `name`, or a parent of it, away from this zone; none at the zone apex. This is cheap,
   * because zones delegate few names.
   */
  delegationAbove(name: DomainName): readonly DnsRecord[];
  /**
   * The names in this zone that have, or were meant to have, DKIM keys of the domain and its subdomains, and the
   * delegated names below which others may exist. They are sorted. The query is recorded.
   */
  keyNames(domain: DomainName): readonly DomainName[];
  /** The known DNS answers. A rule that reads one runs again when it changes. A pending answer is never a fault. */
  readonly facts: ZoneFacts;
  /** The known senders of any domain, declared or seen. Empty if none are known. */
  readonly senders: readonly KnownSender[];
  /**
   * The DMARC policy that the newest reports show for the domain; `undefined` if none do, or if several zones of the
   * workspace have a policy for it.
   */
  seenPolicy(domain: DomainName): SeenPolicy | undefined;
  /**
   * True if all files of the zone are certainly unchanged since that time (seconds since 1970). This reads the disk and
   * git, so it is checked last.
   */
  isUnchangedSince(time: number): boolean;
  /**
   * The services that are set up with that domain in MAIL FROM, in the documents that are linted together. It is
   * unknown whether they send. The query is recorded.
   */
  sourcesWith(envelope: DomainName): readonly ServiceSource[];
  /** A value that several rules of one run derive from the same object, computed once for all of them. */
  derive<S, T>(how: (subject: S, view: RecordView) => T, subject: S): T;
}

/** A view that is used to check one record. */
export interface RecordView extends DomainView {
  /** The record that the subject was read from. For `owner` it is the first one. For `fault` there is none. */
  readonly record: DnsRecord | undefined;
}
