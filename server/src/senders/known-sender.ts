import type { IpNetwork } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import type { Range } from '../text/range.ts';
import type { Service } from './services/model.ts';

/**
 * A known sender of mail with a domain in its From header. If all evidence is of kinds `record` and `resource`, it is
 * only a possible sender ({@link isImplied}).
 */
export interface KnownSender {
  /** The domain of the From header; {@link EVERY_DOMAIN} until the domains are known. */
  readonly domain: DomainName;
  /** The display name: `Office relay`, `Google Workspace`, `192.0.2.10`. */
  readonly name: string;
  readonly service: Service | undefined;
  /** The networks that it sends from; empty for a service, whose addresses are not declared. */
  readonly networks: readonly IpNetwork[];
  /** It sends from the addresses of this host. */
  readonly host: DomainName | undefined;
  /** The domain in MAIL FROM, if declared or seen. */
  readonly envelope: DomainName | undefined;
  /** The DKIM selectors that it signs with; `undefined` if not declared. */
  readonly selectors: readonly string[] | undefined;
  /** Selectors of signatures that passed at receivers. Keys are rotated, so a missing one may be normal. */
  readonly signed?: readonly string[];
  /** Reports or bounces show mail from it, and none of it has a signature. */
  readonly unsigned?: true;
  /** `undefined` means that no report shows mail from it. */
  readonly volume?: MailVolume;
  /** For a sender that only reports show: the volume of each of its networks, in order. */
  readonly volumes?: readonly MailVolume[];
  /**
   * For a sender that only reports or headers show: the service whose published networks contain its addresses. It only
   * names the sender, and decides nothing.
   */
  readonly provider?: Service;
  /** At least one. */
  readonly evidence: readonly SenderEvidence[];
}

/** Messages that reports count. */
export interface MailVolume {
  readonly mails: number;
  /** The number of them that passed neither SPF nor DKIM with an aligned domain. */
  readonly failed: number;
}

export function addVolumes(a: MailVolume | undefined, b: MailVolume | undefined): MailVolume | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { mails: a.mails + b.mails, failed: a.failed + b.failed };
}

/** What SPF checks: the domain and the origin of the mail. */
export type SpfSender = Pick<KnownSender, 'domain' | 'service' | 'networks' | 'host' | 'envelope'>;

/** The evidence for a sender, and its place. */
export interface SenderEvidence {
  /**
   * declared: in the settings. report: in a DMARC aggregate report. header: in the headers of a delivered message.
   * bounce: its mail bounced. record: a record hints at it. resource: a resource sets it up. The last two are only
   * hints.
   */
  readonly kind: 'declared' | 'report' | 'header' | 'bounce' | 'record' | 'resource';
  readonly place: EvidencePlace;
  /** What the evidence says, as text for people: `42 messages, 2026-11-01 to 2026-11-02, by google.com`. */
  readonly text: string | undefined;
}

export interface EvidencePlace {
  /** An absolute path with `/`. */
  readonly path: string;
  /** The range in the text of the file, or in the part of a long log that is kept. `undefined` means the whole file. */
  readonly range: Range | undefined;
}

/** Used instead of a domain in the settings, for a sender of every domain. */
export const EVERY_DOMAIN: DomainName = '*';

/** Whether the user declared it. What reports show was true once, and may have changed since. */
export function isDeclared({ evidence }: KnownSender): boolean {
  return evidence.some(({ kind }) => kind === 'declared');
}

/** Whether the sender is neither declared nor seen. */
export function isImplied({ evidence }: KnownSender): boolean {
  return evidence.every(({ kind }) => kind === 'record' || kind === 'resource');
}
