import type { DataMap, DataNode } from '../../../data/node.ts';
import {
  itemsIn,
  firstValueOf,
  readRecordMap,
  firstTextOf,
  type RecordForm,
} from '../../../record-sets/record-map.ts';
import { undocumented } from '../../../record-sets/services.ts';
import type { RecordShape } from '../shape.ts';
import { mapsIn } from './zone-records.ts';

/** The names that records are published at are absolute. How a text is published depends on the DNS service. */
const FORM: RecordForm = {
  owner: ['dnsName'],
  names: 'whole',
  type: ['recordType'],
  ttl: ['recordTTL'],
  values: ['targets'],
  service: undocumented('the DNS provider', { hasWholeNames: true }),
};

/** The custom resource of external-dns: https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/crd/. */
export const DNS_ENDPOINTS: RecordShape = {
  name: 'Kubernetes DNSEndpoint',
  text: [/\bkind["']?[ \t]*:[ \t]*["']?DNSEndpoint\b/, /\bdnsName["']?[ \t]*:/],
  // The declaration of the resource has such members too.
  looksLike: (head) => !/\bkind["']?[ \t]*:[ \t]*["']?CustomResourceDefinition\b/.test(head),
  read({ roots }) {
    const endpoints = manifestsIn(roots).filter((map) => firstTextOf(map, 'kind') === 'DNSEndpoint');
    if (endpoints.length === 0) return undefined;
    const sets = endpoints.flatMap((map) => {
      const spec = firstValueOf(map, ['spec']);
      const items = spec?.kind === 'map' ? itemsIn(spec, 'endpoints') : undefined;
      return mapsIn(items ?? []).flatMap(
        (one) =>
          readRecordMap(one, FORM, {
            zone: undefined,
            isConditional: firstValueOf(one, ['setIdentifier']) !== undefined,
          }) ?? [],
      );
    });
    return { sets, isPartial: true };
  },
};

/** The manifests in some documents, including those in a `List`. */
export function manifestsIn(roots: readonly DataNode[]): readonly DataMap[] {
  return mapsIn(roots).flatMap((map) =>
    firstTextOf(map, 'kind') === 'List' ? mapsIn(itemsIn(map, 'items') ?? []) : [map],
  );
}
