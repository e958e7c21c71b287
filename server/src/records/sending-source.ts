import type { IpAddress } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import type { Range } from '../text/range.ts';
import type { Maker } from './maker.ts';

/**
 * Something beside records by which mail may be sent, as a document sets it up: a mail service, a host's address. That it
 * is set up proves nothing: who sends nobody has said.
 */
export type SendingSource = ServiceSource | AddressSource;

interface SourceBase {
  /** Where the text that tells for whom it is stands; offsets in the document. */
  readonly range: Range;
  /** What sets it up; elsewhere, where the text stands in another document than that. */
  readonly by: Maker;
  /** May not exist at all. */
  readonly conditional: boolean;
}

/** A mail service, or a mail server of one's own, is made ready for the mail of a domain. */
export interface ServiceSource extends SourceBase {
  readonly kind: 'service';
  /**
   * set-up: it may send for the domain. address: with one address of it. key: it signs with a key of the domain. envelope:
   * it has a name for MAIL FROM.
   */
  readonly says: 'set-up' | 'address' | 'key' | 'envelope';
  /** The service by its id, `amazon-ses`; `undefined`: a mail server of one's own. */
  readonly service: string | undefined;
  /** Whose mail; `undefined` where that is not known. */
  readonly domain: DomainName | undefined;
  /** The domain in MAIL FROM, where it says so. */
  readonly envelope: DomainName | undefined;
  /** Of DKIM, where it says so. */
  readonly selector: string | undefined;
}

/** An address that somebody has, or a host with one. */
export interface AddressSource extends SourceBase {
  readonly kind: 'address';
  /** Those that are known; mostly none is until it is made. */
  readonly addresses: readonly IpAddress[];
  /** The name that the address is given in reverse DNS, where it is given one. */
  readonly host: DomainName | undefined;
}
