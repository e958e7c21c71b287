import type { RecordResource } from './record-resource.ts';
import { AMAZON, AZURE, CLOUDFLARE, GOOGLE } from './table/large-clouds.ts';
import { HOSTERS } from './table/hosters.ts';
import { CLOUDS, MANAGED_DNS } from './table/managed-dns.ts';
import { DYNAMIC_UPDATE, OWN_SERVERS } from './table/own-servers.ts';

const ROWS: readonly RecordResource[] = [
  ...AMAZON,
  ...CLOUDFLARE,
  ...GOOGLE,
  ...AZURE,
  ...DYNAMIC_UPDATE,
  ...HOSTERS,
  ...MANAGED_DNS,
  ...CLOUDS,
  ...OWN_SERVERS,
];

/** Resources that make DNS records, by their type. */
export const RECORD_RESOURCES: ReadonlyMap<string, RecordResource> = new Map(
  ROWS.map((one) => [one.resource, one]),
);
