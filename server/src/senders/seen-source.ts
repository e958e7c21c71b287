import type { IpAddress } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import type { EvidencePlace } from './known-sender.ts';
import type { Service } from './services/model.ts';

/** An address that mail with the domain in From came from, and whose owner is uncertain. */
export interface SeenSource {
  readonly domain: DomainName;
  readonly address: IpAddress;
  /**
   * service: its mail is signed by the domain, and has the domain of a service in MAIL FROM. forwarder: it forwards
   * mail that others signed. undecided: it is a forwarder, or a sender that is missing from SPF. unauthenticated:
   * nothing passed, so it is a forger, or a sender without records. own-host: nothing passed, but it is the address of
   * the domain's own host, so it is more likely a sender than a forger. bounced: its mail bounced.
   */
  readonly kind: 'service' | 'forwarder' | 'undecided' | 'unauthenticated' | 'own-host' | 'bounced';
  /** For the kind own-host: the name that has the address. */
  readonly host?: DomainName;
  readonly service: Service | undefined;
  /** The service whose published networks contain the address. It only names the source, and decides nothing. */
  readonly provider?: Service;
  readonly mails: number;
  /** The number of them that passed neither SPF nor DKIM, as reports count them. Bounces are not counted. */
  readonly failed?: number;
  /** Reports show no signature in its mail, or a bounce says that there was none. */
  readonly unsigned?: true;
  readonly place: EvidencePlace;
  /** `42 messages, 2026-11-01 to 2026-11-02, by google.com` */
  readonly text: string;
}
