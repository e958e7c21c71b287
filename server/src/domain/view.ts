import type { ZoneFacts } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import type { NameServer } from '../records/document.ts';
import type { DnsRecord } from '../records/record.ts';
import type { ServiceSource } from '../records/sending-source.ts';
import type { CommittedZone } from '../records/committed-zone.ts';
import type { ZoneExport } from '../records/zone-export.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import type { SeenPolicy } from '../senders/reports/seen-policies.ts';

/** What is known around a record: its zone, the DNS, and who sends. */
export interface DomainView {
  /** The zone's name, where it is known for certain enough to judge names by it. */
  readonly apex: DomainName | undefined;
  /** False where the file holds templates or includes that were not read: absence proves nothing then. */
  readonly zoneIsWhole: boolean;
  /** The program that the zone is written for, where it takes things that BIND refuses and can be told by its own types. */
  readonly server: NameServer | undefined;
  /** What the zone was in the last commit, where its files are under version control; for rules on the SOA alone. */
  readonly committed: CommittedZone | undefined;
  /** Set where a control panel exported the zone's file. */
  readonly exported: ZoneExport | undefined;
  /** The zone's records of that name. The question is remembered: the rule runs again when the answer changes. */
  recordsAt(name: DomainName, type?: string): readonly DnsRecord[];
  /**
   * The NS records that delegate `name`, or a name above it, away from this zone; none at the zone's own name.
   * Cheap: zones delegate few names.
   */
  delegationAbove(name: DomainName): readonly DnsRecord[];
  /**
   * The names of this zone at which DKIM keys of the domain, and of those below it, stand or were meant to; and the names
   * that are delegated away, below which others may stand. Sorted. The question is remembered.
   */
  keyNames(domain: DomainName): readonly DomainName[];
  /** What is known of the DNS. Who asks is run again when an answer changes; what is pending is never a fault. */
  readonly facts: ZoneFacts;
  /** Who is known to send mail, for any domain: declared or seen. Empty where nobody said anything. */
  readonly senders: readonly KnownSender[];
  /**
   * The DMARC policy that the newest reports show for the domain; `undefined` where none do, or where several zones of the
   * workspace have a policy for it.
   */
  seenPolicy(domain: DomainName): SeenPolicy | undefined;
  /**
   * True where all files of the zone certainly are as they were at that time: seconds since 1970. It is read from the disk
   * and git, so it is asked last.
   */
  isUnchangedSince(time: number): boolean;
  /**
   * The services that are set up with that domain in MAIL FROM, in the documents that are judged together. Whether they send
   * nobody has said. The question is remembered.
   */
  sourcesWith(envelope: DomainName): readonly ServiceSource[];
  /** What several rules of one run need of the same thing, worked out once for all of them. */
  derive<S, T>(how: (subject: S, view: RecordView) => T, subject: S): T;
}

/** A view that somebody looks at for the sake of one record. */
export interface RecordView extends DomainView {
  /** The record that the subject was read from. For `owner`, the first one; for `fault`, there is none. */
  readonly record: DnsRecord | undefined;
}
