import type { SourceResource } from './source-resource.ts';
import { ADDRESSES } from './source-table/addresses.ts';
import { SERVICE_RESOURCES } from './source-table/services.ts';

/**
 * Resources that tell by what mail may be sent, by their type. `tls_private_key` is none of them, though people make DKIM
 * keys with it: nothing of a key is known before it is made, and it does not say what it is for.
 */
export const SOURCE_RESOURCES: ReadonlyMap<string, SourceResource> = new Map(
  [...SERVICE_RESOURCES, ...ADDRESSES].map((one) => [one.resource, one]),
);
