import type { AddressResource, ServiceResource } from '../source-resource.ts';

type ServiceOptions = Partial<Omit<ServiceResource, 'kind' | 'resource' | 'service' | 'domain'>>;

/** A resource that sets up a service for the domain in an argument. */
export function sends(
  resource: string,
  service: string | undefined,
  domain: string,
  options: ServiceOptions = {},
): ServiceResource {
  return {
    kind: 'service',
    resource,
    says: 'set-up',
    service,
    domain,
    envelope: undefined,
    selector: undefined,
    ...options,
  };
}

/** A resource with an address; without arguments for it, one that is unknown until it is created. */
export function has(
  resource: string,
  address: string | readonly string[] = [],
  host?: string,
  blocks: AddressResource['blocks'] = [],
): AddressResource {
  return {
    kind: 'address',
    resource,
    blocks,
    address: typeof address === 'string' ? [address] : address,
    host,
  };
}
