import type { ServiceSource } from '../../../records/sending-source.ts';

/** A type of resource that tells by what mail may be sent, and what its arguments mean. */
export type SourceResource = ServiceResource | AddressResource;

/** It makes a service ready for the mail of a domain. */
export interface ServiceResource {
  readonly kind: 'service';
  readonly resource: string;
  readonly says: Exclude<ServiceSource['says'], 'address'>;
  /** By its id in the catalogue of services; `undefined`: a mail server of one's own. */
  readonly service: string | undefined;
  /** The argument that names the domain, an address in it, or its zone. */
  readonly domain: string;
  /**
   * The domain in MAIL FROM: an argument that names it, one that has the label before the domain, or the domain
   * itself. `undefined` if the service uses its own name there, or it is unknown.
   */
  readonly envelope:
    { readonly argument: string } | { readonly label: string } | { readonly is: 'domain' } | undefined;
  /** The argument with the selector that the service signs with, and the block that it is in. */
  readonly selector: { readonly block: string | undefined; readonly argument: string } | undefined;
}

/** It has a public address, or gives one a name. */
export interface AddressResource {
  readonly kind: 'address';
  readonly resource: string;
  /** The ways to blocks of which each has an address, the outermost block first; none: the resource has it. */
  readonly blocks: readonly (readonly string[])[];
  /** The arguments with the address, or that lead to the resource that has it; the first one given counts. */
  readonly address: readonly string[];
  /** The argument with the name that the address is given in reverse DNS. */
  readonly host: string | undefined;
}
