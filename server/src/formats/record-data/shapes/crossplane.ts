import type { DataMap } from '../../../data/node.ts';
import { templatePartOf } from '../../../record-sets/placeholders.ts';
import {
  firstValueOf,
  readRecordMap,
  firstTextOf,
  type RecordForm,
} from '../../../record-sets/record-map.ts';
import { readRoute53Set } from '../../../record-sets/route53.ts';
import type { RecordSet, TypedPart } from '../../../record-sets/record-set.ts';
import type { RecordShape } from '../shape.ts';
import { BRIDGED } from './bridged.ts';
import { manifestsIn } from './kubernetes.ts';

/** By the API group and the kind of a resource. */
const FORMS: readonly (readonly [group: RegExp, kind: string, form: RecordForm])[] = [
  [/^route53\.aws\.(?:m\.)?upbound\.io\//, 'Record', BRIDGED.route53],
  [/^dns\.cloudflare\.(?:m\.)?(?:upbound|crossplane)\.io\//, 'Record', BRIDGED.cloudflare],
  [/^dns\.gcp\.(?:m\.)?upbound\.io\//, 'RecordSet', BRIDGED.google],
];

/** Managed resources of Crossplane, from Upbound's providers and the community provider for AWS. */
export const CROSSPLANE_RECORDS: RecordShape = {
  name: 'Crossplane',
  text: [/^apiVersion:[ \t]*["']?(?:route53|dns)\.(?:aws|cloudflare|gcp)\.[\w.]+\//m, /^[ \t]+forProvider:/m],
  read({ roots }) {
    const sets = manifestsIn(roots).flatMap((map) => readManifest(map) ?? []);
    return sets.length === 0 ? undefined : { sets, isPartial: true };
  },
};

function readManifest(manifest: DataMap): RecordSet | undefined {
  const spec = firstValueOf(manifest, ['spec']);
  const provided = spec?.kind === 'map' ? firstValueOf(spec, ['forProvider']) : undefined;
  if (provided?.kind !== 'map') return undefined;
  const group = firstTextOf(manifest, 'apiVersion') ?? '';
  const kind = firstTextOf(manifest, 'kind');
  const { range } = manifest;
  if (/^route53\.aws\.crossplane\.io\//.test(group))
    return kind === 'ResourceRecordSet' ? amazonSet(manifest, provided) : undefined;
  const form = FORMS.find(([pattern, of]) => of === kind && pattern.test(group))?.[2];
  return form && readRecordMap(provided, form, { zone: undefined, range });
}

/** The community provider uses the name of the resource as the name of the record. */
function amazonSet(manifest: DataMap, provided: DataMap): RecordSet | undefined {
  const name = externalName(manifest);
  const set = readRoute53Set(provided, {
    zone: undefined,
    range: manifest.range,
    partOf: templatePartOf,
    ...(name === undefined ? {} : { name }),
  });
  return set;
}

function externalName(manifest: DataMap): TypedPart | undefined {
  const metadata = firstValueOf(manifest, ['metadata']);
  if (metadata?.kind !== 'map') return undefined;
  const annotations = firstValueOf(metadata, ['annotations']);
  const external =
    annotations?.kind === 'map' ? firstValueOf(annotations, ['crossplane.io/external-name']) : undefined;
  const name = external ?? firstValueOf(metadata, ['name']);
  return name && templatePartOf(name);
}
