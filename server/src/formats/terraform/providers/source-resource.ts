import type { ServiceSource } from '../../../records/sending-source.ts';

/** A resource type that shows how email may be sent, with the meaning of its arguments. */
export type SourceResource = ServiceResource | AddressResource;

/** It sets up a service for the email of a domain. */
export interface ServiceResource {
  readonly kind: 'service';
  readonly resource: string;
  readonly says: Exclude<ServiceSource['says'], 'address'>;
  /** The service's id in the catalog of services; `undefined`: the user's own mail server. */
  readonly service: string | undefined;
  /** The argument that names the domain, an address in it, or its zone. */
  readonly domain: string;
  /**
   * The domain in MAIL FROM: an argument that names it, one with the label before the domain, or the domain itself. `undefined`:
   * the service uses a name of its own, or it is unknown.
   */
  readonly envelope:
    { readonly argument: string } | { readonly label: string } | { readonly is: 'domain' } | undefined;
  /** The argument with the selector that the service signs with, and the block that contains it. */
  readonly selector: { readonly block: string | undefined; readonly argument: string } | undefined;
}

/** It has a public address, or gives one a name. */
export interface AddressResource {
  readonly kind: 'address';
  readonly resource: string;
  /** The paths to blocks that each have an address, the outermost block first; none: the resource has it. */
  readonly blocks: readonly (readonly string[])[];
  /** The arguments with the address, or with a reference to the resource that has it; the first one that is set wins. */
  readonly address: readonly string[];
  /** The argument with the reverse DNS name of the address. */
  readonly host: string | undefined;
}
