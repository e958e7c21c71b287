import type { IpAddress } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import type { Range } from '../text/range.ts';
import type { Maker } from './maker.ts';

/**
 * Something other than records by which mail may be sent, as a document sets it up: a mail service, or the address of
 * a host. It is only a hint: no sender is declared by it.
 */
export type SendingSource = ServiceSource | AddressSource;

interface SourceBase {
  /** The place of the text that names the domain; offsets in the document. */
  readonly range: Range;
  /** What sets it up; in another document, if the text is in a different one. */
  readonly by: Maker;
  /** Whether a condition decides if it exists. */
  readonly conditional: boolean;
}

/** A mail service or a self-hosted mail server that is set up for the mail of a domain. */
export interface ServiceSource extends SourceBase {
  readonly kind: 'service';
  /**
   * set-up: it may send for the domain. address: it may send with one address of the domain. key: it signs with a key of the
   * domain. envelope: it has a name for MAIL FROM.
   */
  readonly says: 'set-up' | 'address' | 'key' | 'envelope';
  /** The ID of the service, `amazon-ses`; `undefined` for a self-hosted mail server. */
  readonly service: string | undefined;
  /** The domain of the mail; `undefined` if it is unknown. */
  readonly domain: DomainName | undefined;
  /** The domain in MAIL FROM, if it is given. */
  readonly envelope: DomainName | undefined;
  /** The DKIM domain, if it is given. */
  readonly selector: string | undefined;
}

/** An assigned address, or a host with one. */
export interface AddressSource extends SourceBase {
  readonly kind: 'address';
  /** The known addresses; usually none is known until it is created. */
  readonly addresses: readonly IpAddress[];
  /** The name of the address in reverse DNS, if it has one. */
  readonly host: DomainName | undefined;
}
