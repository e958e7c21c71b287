import { valueOf, type DataMap, type DataNode } from '../data/node.ts';
import { canonicalName, nameOfOctets, type DomainName } from '../dns/names.ts';
import { HOLE } from '../text/mapped-text.ts';
import type { Range } from '../text/range.ts';
import { partOf } from './data-sets.ts';
import type { RecordSet, DnsService, SetValue, TypedPart } from './record-set.ts';

/** How Route 53 reads records. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html */
export const ROUTE53: DnsService = {
  name: 'Route 53',
  text: 'presentation',
  // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
  escapes: 'octal',
  textSource: 'Route 53 Developer Guide, Supported DNS record types',
  needsQuotes: 'always',
  splits: 'user',
  isWholeSet: true,
  hasWholeNames: true,
  targets: 'root',
};

/** Options in addition to the members of the set itself. */
export interface Route53Context {
  /** Known from another part of the document. */
  readonly zone: string | undefined;
  /** The range that belongs to the set. */
  readonly range: Range;
  /** Reads a value that may be more than a scalar. */
  readonly partOf?: (node: DataNode) => TypedPart;
  readonly isConditional?: boolean;
  /** The name in a text, if more is known of its unresolved parts. */
  readonly ownerOf?: (part: TypedPart) => DomainName;
  /** See `RecordSet.by`. */
  readonly by?: string;
  /** Set if the name is not a member of the set. */
  readonly name?: TypedPart;
}

/** Members of sets from which Route 53 returns only one: by weight, location or health. */
const CHOICES = [
  'SetIdentifier',
  'Weight',
  'Region',
  'Failover',
  'GeoLocation',
  'GeoProximityLocation',
  'MultiValueAnswer',
  'CidrRoutingConfig',
];

/** A `ResourceRecordSet` as the API and CloudFormation have it; `undefined` if it is not one. */
export function readRoute53Set(map: DataMap, context: Route53Context): RecordSet | undefined {
  const part = context.partOf ?? partOf;
  const member = (name: string): DataNode | undefined =>
    valueOf(map, name) ?? valueOf(map, name.charAt(0).toLowerCase() + name.slice(1));
  const name = member('Name');
  const type = member('Type');
  const owner = context.name ?? (name && part(name));
  if (owner === undefined || type === undefined) return undefined;
  const typed = part(type);
  const ttl = member('TTL') ?? member('ttl');
  const seconds = ttl && /^\d+$/.test(part(ttl).text.text) ? Number(part(ttl).text.text) : undefined;
  const zone = context.zone === undefined ? undefined : nameOfRoute53(context.zone);
  return {
    range: context.range,
    owner: context.ownerOf?.(owner) ?? nameOfRoute53(owner.text.text),
    ownerTyped: owner,
    type: typed.text.text.toUpperCase(),
    typeTyped: typed,
    typeRange: typed.range,
    ttl: seconds,
    ttlRange: seconds === undefined ? undefined : ttl?.range,
    values: valuesOf(member('ResourceRecords'), member('AliasTarget'), part),
    zone,
    service: ROUTE53,
    by: context.by ?? `${map.range.start}|`,
    isConditional: context.isConditional === true || CHOICES.some((choice) => member(choice) !== undefined),
    typeOwner: (other) => (/[^a-z0-9_.*-]/.test(other) ? undefined : withDotAs(owner, other)),
  };
}

function withDotAs({ text }: TypedPart, name: DomainName): string {
  return text.text.endsWith('.') ? `${name}.` : name;
}

/** A list of texts, or of maps with a text each. The target of an alias has addresses that the records do not show. */
function valuesOf(
  records: DataNode | undefined,
  alias: DataNode | undefined,
  part: (node: DataNode) => TypedPart,
): readonly SetValue[] {
  if (alias !== undefined) return [{ kind: 'unknown', range: alias.range }];
  if (records === undefined) return [];
  if (records.kind !== 'list') return [{ kind: 'unknown', range: records.range }];
  return records.items.map((item): SetValue => {
    const value = item.kind === 'map' ? (valueOf(item, 'Value') ?? valueOf(item, 'value')) : item;
    return value === undefined ? { kind: 'unknown', range: item.range } : { kind: 'text', ...part(value) };
  });
}

/** An absolute name. `\052` is an octet in octal digits. */
export function nameOfRoute53(text: string): DomainName {
  if (!text.includes('\\')) return text.includes(HOLE) ? canonicalName(text) : nameOfOctets(text);
  return nameOfOctets(
    text.replace(/\\([0-3][0-7]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8))),
  );
}
