import type { SourceResource } from './source-resource.ts';
import { ADDRESSES } from './source-table/addresses.ts';
import { SERVICE_RESOURCES } from './source-table/services.ts';

/**
 * Resources that show how email may be sent, by their type. `tls_private_key` is not one of them, although it is used to create
 * DKIM keys: the key is unknown until it is created, and its purpose is not stated.
 */
export const SOURCE_RESOURCES: ReadonlyMap<string, SourceResource> = new Map(
  [...SERVICE_RESOURCES, ...ADDRESSES].map((one) => [one.resource, one]),
);
