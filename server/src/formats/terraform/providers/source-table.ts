import type { SourceResource } from './source-resource.ts';
import { ADDRESSES } from './source-table/addresses.ts';
import { SERVICE_RESOURCES } from './source-table/services.ts';

/**
 * Resources that show which senders may send mail, by their type. `tls_private_key` is not one of them, although
 * people make DKIM keys with it: a key is unknown before it is made, and its purpose is not declared.
 */
export const SOURCE_RESOURCES: ReadonlyMap<string, SourceResource> = new Map(
  [...SERVICE_RESOURCES, ...ADDRESSES].map((one) => [one.resource, one]),
);
