import type { IpNetwork } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import type { Range } from '../text/range.ts';
import type { Service } from './services/model.ts';

/**
 * Somebody of whom it is known that they send mail with a domain in its From header; or, where all evidence is of kinds
 * `record` and `resource`, of whom one asks whether they do ({@link isImplied}).
 */
export interface KnownSender {
  /** Of the From header; {@link EVERY_DOMAIN} until it is known which domains there are. */
  readonly domain: DomainName;
  /** As people call it: `Office relay`, `Google Workspace`, `192.0.2.10`. */
  readonly name: string;
  readonly service: Service | undefined;
  /** Where it sends from; empty for a service, whose addresses nobody lists. */
  readonly networks: readonly IpNetwork[];
  /** It sends from the addresses of this host. */
  readonly host: DomainName | undefined;
  /** The domain in MAIL FROM, where somebody said so. */
  readonly envelope: DomainName | undefined;
  /** The DKIM selectors that it signs with; `undefined` where nobody said. */
  readonly selectors: readonly string[] | undefined;
  /** Selectors of signatures that receivers found right. Keys are changed, so that one is missing proves nothing. */
  readonly signed?: readonly string[];
  /** Reports or bounces show mail of it, and none that has a signature. */
  readonly unsigned?: true;
  /** `undefined`: no report shows mail of it. */
  readonly volume?: MailVolume;
  /** Of one that only reports show: the volume of each of its networks, in their order. */
  readonly volumes?: readonly MailVolume[];
  /**
   * Of one that only reports or headers show: the service whose published networks have its addresses. It names the sender,
   * and decides nothing.
   */
  readonly provider?: Service;
  /** At least one. */
  readonly evidence: readonly SenderEvidence[];
}

/** Messages that reports count. */
export interface MailVolume {
  readonly mails: number;
  /** Those among them that passed neither SPF nor DKIM with an aligned domain. */
  readonly failed: number;
}

export function addVolumes(a: MailVolume | undefined, b: MailVolume | undefined): MailVolume | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { mails: a.mails + b.mails, failed: a.failed + b.failed };
}

/** What SPF looks at: whose mail it is, and from where. */
export type SpfSender = Pick<KnownSender, 'domain' | 'service' | 'networks' | 'host' | 'envelope'>;

/** How it is known, and where that stands. */
export interface SenderEvidence {
  /**
   * declared: in the settings. report: in a DMARC aggregate report. header: in the headers of a mail that arrived.
   * bounce: mail of it came back. record: a record hints at it, resource: it is set up, which both prove nothing.
   */
  readonly kind: 'declared' | 'report' | 'header' | 'bounce' | 'record' | 'resource';
  readonly place: EvidencePlace;
  /** What is said of it there, for people: `42 messages, 2026-11-01 to 2026-11-02, by google.com`. */
  readonly text: string | undefined;
}

export interface EvidencePlace {
  /** With `/`, absolute. */
  readonly path: string;
  /** In the text of the file, of a long log in what is kept of it. `undefined`: the file as a whole. */
  readonly range: Range | undefined;
}

/** In place of a domain in the settings: the sender is one of every domain. */
export const EVERY_DOMAIN: DomainName = '*';

/** Whether the user said so. What reports show was so once, and may have ended since. */
export function isDeclared({ evidence }: KnownSender): boolean {
  return evidence.some(({ kind }) => kind === 'declared');
}

/** Whether nobody says that they send, and nobody saw it. */
export function isImplied({ evidence }: KnownSender): boolean {
  return evidence.every(({ kind }) => kind === 'record' || kind === 'resource');
}
