import type { DataMap } from '../../../data/node.ts';
import type { DomainName } from '../../../dns/names.ts';
import {
  firstValueOf,
  readRecordMap,
  firstTextOf,
  type RecordForm,
} from '../../../record-sets/record-map.ts';
import type { RecordSet } from '../../../record-sets/record-set.ts';
import type { RecordShape } from '../shape.ts';
import { BRIDGED } from './bridged.ts';
import { zoneNamed } from './zone-records.ts';

/** By resource type, in both of its spellings: `aws:route53:Record` and `aws:route53/record:Record`. */
const FORMS: readonly (readonly [RegExp, RecordForm])[] = [
  [/^aws:route53(?:\/record)?:Record$/, BRIDGED.route53],
  [/^cloudflare:(?:index\/(?:dnsRecord|record):)?(?:Dns)?Record$/, BRIDGED.cloudflare],
  [/^gcp:dns(?:\/recordSet)?:RecordSet$/, BRIDGED.google],
  [/^digitalocean:(?:index\/dnsRecord:)?DnsRecord$/, BRIDGED.digitalocean],
];

/** A program in Pulumi YAML. `${…}` is only known when it runs. https://www.pulumi.com/docs/iac/languages-sdks/yaml/ */
export const PULUMI_YAML: RecordShape = {
  name: 'Pulumi YAML',
  text: [/^resources:/m, /^[ \t]+type:[ \t]*['"]?(?:aws:route53|cloudflare|digitalocean|gcp:dns)[:/]/m],
  read({ roots: [root] }) {
    const resources = root?.kind === 'map' ? firstValueOf(root, ['resources']) : undefined;
    if (resources?.kind !== 'map') return undefined;
    const sets = resources.entries.flatMap(({ value, range }) =>
      value.kind === 'map' ? (readResource(value, range) ?? []) : [],
    );
    return sets.length === 0 ? undefined : { sets, isPartial: true };
  },
};

function readResource(resource: DataMap, range: RecordSet['range']): RecordSet | undefined {
  const type = firstTextOf(resource, 'type') ?? '';
  const form = FORMS.find(([pattern]) => pattern.test(type))?.[1];
  const properties = firstValueOf(resource, ['properties']);
  if (form === undefined || properties?.kind !== 'map') return undefined;
  return readRecordMap(properties, form, { zone: zoneOf(properties), range });
}

/** The zone if it is given by name. Usually zones are referred to by ID. */
function zoneOf(properties: DataMap): DomainName | undefined {
  const domain = firstTextOf(properties, 'domain');
  return domain?.includes('$') === true ? undefined : zoneNamed(domain);
}
