import type { RecordResource } from './record-resource.ts';
import { AMAZON, AZURE, CLOUDFLARE, GOOGLE } from './table/large-clouds.ts';
import { HOSTERS } from './table/hosters.ts';
import { CLOUDS, MANAGED_DNS } from './table/managed-dns.ts';
import { DYNAMIC_UPDATE, OWN_SERVERS } from './table/own-servers.ts';

/** Resources that make DNS records; several rows if providers share the name of a resource. */
export const RECORD_ROWS: readonly RecordResource[] = [
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

/** Resources that make DNS records, by their type. If providers share a type, {@link rowOfProvider} chooses. */
export const RECORD_RESOURCES: ReadonlyMap<string, RecordResource> = new Map(
  [...RECORD_ROWS].reverse().map((one) => [one.resource, one]),
);

/** The rows of types that several providers have. */
const SHARED_TYPES: ReadonlyMap<string, readonly RecordResource[]> = new Map(
  [...RECORD_RESOURCES.keys()]
    .map((type) => [type, RECORD_ROWS.filter(({ resource }) => resource === type)] as const)
    .filter(([, rows]) => rows.length > 1),
);

const WITHOUT_SOURCE = new Map<RecordResource, RecordResource>();

/**
 * The row of the provider that a module requires, `namespace/type` in lowercase. A provider that is not in the table may read
 * values differently, although its resource has the same name: its records are read, and how it treats quotes is unknown. The
 * same holds if the module does not say which of several providers it requires, and those read values differently.
 */
export function rowOfProvider(row: RecordResource, provider: string | undefined): RecordResource {
  const rows = SHARED_TYPES.get(row.resource) ?? [row];
  if (provider !== undefined) {
    const own = rows.find(({ providers }) => providers.some((name) => name.toLowerCase() === provider));
    return own ?? withoutSource(row);
  }
  return rows.every(({ textSource }) => textSource === row.textSource) ? row : withoutSource(row);
}

function withoutSource(row: RecordResource): RecordResource {
  if (row.textSource === undefined) return row;
  let bare = WITHOUT_SOURCE.get(row);
  if (bare === undefined) WITHOUT_SOURCE.set(row, (bare = { ...row, textSource: undefined }));
  return bare;
}
