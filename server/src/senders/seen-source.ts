import type { IpAddress } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import type { EvidencePlace } from './known-sender.ts';
import type { Service } from './services/model.ts';

/** An address that mail with the domain in From came from, of which it is not certain whose it is. */
export interface SeenSource {
  readonly domain: DomainName;
  readonly address: IpAddress;
  /**
   * service: its mail is signed by the domain, and has the domain of a service in MAIL FROM. forwarder: it passes on
   * mail that others signed. undecided: so it may be, or it is a sender that SPF leaves out. unauthenticated: nothing
   * passed; a forger, or a sender without records. own-host: nothing passed, and it is the address of a host of the
   * domain's own, so it is more likely a sender than a forger. bounced: its mail came back.
   */
  readonly kind: 'service' | 'forwarder' | 'undecided' | 'unauthenticated' | 'own-host' | 'bounced';
  /** Of the kind own-host: the name that has the address. */
  readonly host?: DomainName;
  readonly service: Service | undefined;
  /** The service whose published networks have the address. It names the source, and decides nothing. */
  readonly provider?: Service;
  readonly mails: number;
  /** Messages among them that passed neither SPF nor DKIM, as reports count them; none of what bounced. */
  readonly failed?: number;
  /** Reports show no signature of its mail, or a bounce says that there was none. */
  readonly unsigned?: true;
  readonly place: EvidencePlace;
  /** `42 messages, 2026-11-01 to 2026-11-02, by google.com` */
  readonly text: string;
}
