import { parseIp } from '../../../dns/address.ts';
import type { IpAddress } from '../../../dns/address.ts';
import { MAX_NAME } from '../../../dns/limits.ts';
import { asciiLowerCase, canonicalName, childOf, isKnown } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import type { SendingSource, ServiceSource } from '../../../records/sending-source.ts';
import { finish } from '../../../text/steps.ts';
import { knownText, toText } from '../evaluate/value.ts';
import type { ResourceValue, Value } from '../evaluate/value.ts';
import type { Evaluation } from '../evaluate/work.ts';
import { homeOf, rangeIn } from './mapped.ts';
import { recordOwnerOf } from './owner.ts';
import { resourceNameOf } from './resource.ts';
import type { ReadingWork, ResourceItem, ResourceSource, ReadingEnvironment } from './resource.ts';
import type { AddressResource, ServiceResource, SourceResource } from './source-resource.ts';
import { SOURCE_RESOURCES } from './source-table.ts';
import { RECORD_RESOURCES } from './table.ts';
import { isName, zoneOf } from './zones.ts';

/** What a resource sets up, and its document. */
export interface TerraformSource {
  readonly path: string;
  readonly source: SendingSource;
}

/** Steps: a source is small, and there are fleets of hosts: they must not use the budget that records need. */
const SOURCE_COST = 10;

/** What a resource shows about permitted senders of email. */
export function* readSources(
  resource: ResourceSource,
  row: SourceResource,
  around: ReadingEnvironment,
  work: ReadingWork,
): Evaluation<readonly TerraformSource[]> {
  if (row.kind === 'service') {
    work.spend(SOURCE_COST);
    return [readService(resource, row, around)];
  }
  const items =
    row.blocks.length === 0 ? [resource] : row.blocks.flatMap((way) => itemsAlong(resource, way, false));
  const found: TerraformSource[] = [];
  for (const item of items) {
    found.push(readAddress(item, resource, row, around));
    if (!work.spend(SOURCE_COST)) break;
    if (work.isPauseDue) yield;
  }
  return found;
}

/** The blocks at the end of the path. */
function itemsAlong(
  item: ResourceItem,
  [block, ...rest]: readonly string[],
  isConditional: boolean,
): readonly ResourceItem[] {
  const isOpen = isConditional || item.isConditional;
  if (block === undefined) return [{ ...item, isConditional: isOpen }];
  return item.items(block).flatMap((inner) => itemsAlong(inner, rest, isOpen));
}

function readService(
  resource: ResourceSource,
  row: ServiceResource,
  around: ReadingEnvironment,
): TerraformSource {
  const value = resource.argument(row.domain);
  const domain = domainOf(value, resource);
  const isAddress = knownText(value)?.includes('@') === true;
  return placed(resource, resource, decisiveArgument(row), around, {
    kind: 'service',
    says: row.says === 'set-up' && isAddress ? 'address' : row.says,
    service: row.service,
    domain,
    envelope: envelopeOf(row, resource, domain),
    selector: selectorOf(row, resource),
  });
}

function selectorOf({ selector }: ServiceResource, resource: ResourceSource): string | undefined {
  if (selector === undefined) return undefined;
  const way = selector.block === undefined ? [] : [selector.block];
  return labelsIn(itemsAlong(resource, way, false)[0]?.argument(selector.argument));
}

/** The argument to point at: the name for MAIL FROM if the resource sets that. */
function decisiveArgument({ says, envelope, domain }: ServiceResource): string {
  return says === 'envelope' && envelope !== undefined && 'argument' in envelope ? envelope.argument : domain;
}

/** The domain in a text, in an address or of a zone. */
function domainOf(value: Value | undefined, { root }: ResourceSource): DomainName | undefined {
  const text = knownText(value);
  if (text !== undefined) return nameIn(text.slice(text.lastIndexOf('@') + 1));
  const of = resourceIn(value);
  return of !== undefined && /_zones?$/.test(of.type) ? zoneOf([value], of.type, root).name : undefined;
}

function envelopeOf(
  { envelope }: ServiceResource,
  resource: ResourceSource,
  domain: DomainName | undefined,
): ServiceSource['envelope'] {
  if (envelope === undefined) return undefined;
  if ('is' in envelope) return domain;
  if ('argument' in envelope) return nameIn(knownText(resource.argument(envelope.argument)));
  const label = labelsIn(resource.argument(envelope.label));
  return label === undefined || domain === undefined ? undefined : nameIn(childOf(label, domain));
}

function readAddress(
  item: ResourceItem,
  resource: ResourceSource,
  row: AddressResource,
  around: ReadingEnvironment,
): TerraformSource {
  const given = row.address.find((name) => item.argument(name) !== undefined);
  const host = row.host === undefined ? undefined : hostOf(item.argument(row.host), resource, around);
  return placed(item, resource, host === undefined ? given : row.host, around, {
    kind: 'address',
    addresses: given === undefined ? [] : addressesOf(item.argument(given), MAX_HOPS),
    host,
  });
}

/** Resources that refer to an address through another one: a gateway, the PTR of an elastic address. */
const MAX_HOPS = 3;

/** Addresses of one host; longer lists do not occur in practice. */
const MAX_ADDRESSES = 100;

/** The addresses in the source text, or those of the resource whose attribute it is. */
function addressesOf(value: Value | undefined, hops: number): readonly IpAddress[] {
  const values = value?.kind === 'list' ? value.elements.slice(0, MAX_ADDRESSES) : [value];
  const known = values.map(addressIn).filter((one) => one !== undefined);
  const of = resourceIn(value);
  const row = of && SOURCE_RESOURCES.get(of.type);
  if (of === undefined || row?.kind !== 'address' || hops === 0) return known;
  const given = row.address.map((name) => finish(of.argument(name))).find((one) => one !== undefined);
  return addressesOf(given, hops - 1);
}

function addressIn(value: Value | undefined): IpAddress | undefined {
  const text = knownText(value);
  return text === undefined || text.length > MAX_NAME ? undefined : parseIp(text);
}

/** Attributes of record resources that are the whole name of the record. */
const WHOLE_NAME = /\.(?:fqdn|hostname)$/;

/** A name from the source text, or that of a record. */
function hostOf(
  value: Value | undefined,
  { root }: ResourceSource,
  { unknowns }: ReadingEnvironment,
): DomainName | undefined {
  const text = knownText(value);
  if (text !== undefined) return nameIn(text);
  const of = resourceIn(value);
  const row = of && RECORD_RESOURCES.get(of.type);
  if (of === undefined || row === undefined || value?.kind !== 'unknown' || !WHOLE_NAME.test(value.reference))
    return undefined;
  const zone = zoneOf(
    row.zone.map((name) => finish(of.argument(name))),
    of.type,
    root,
  );
  const typed = row.owner.map((name) => finish(of.argument(name))).find((one) => one !== undefined);
  const owner = recordOwnerOf(typed, zone, row, unknowns);
  return isKnown(owner) && owner.length <= MAX_NAME ? owner : undefined;
}

/** The resource that the value is, or is an attribute of. */
function resourceIn(value: Value | undefined): ResourceValue | undefined {
  if (value?.kind === 'resource') return value;
  return value?.kind === 'unknown' ? value.of : undefined;
}

function nameIn(text: string | undefined): DomainName | undefined {
  if (text === undefined || text.length > MAX_NAME || !isName(text)) return undefined;
  return canonicalName(text);
}

/** One or more labels before a domain. */
function labelsIn(value: Value | undefined): string | undefined {
  const text = knownText(value);
  if (text === undefined || text.length > MAX_NAME) return undefined;
  return /^[\w-]+(?:\.[\w-]+)*$/.test(text) ? asciiLowerCase(text) : undefined;
}

/** Its place: in the document with the source of the argument. */
function placed(
  item: ResourceItem,
  resource: ResourceSource,
  argument: string | undefined,
  { isDocument }: ReadingEnvironment,
  what: DistributiveOmit<SendingSource, 'by' | 'range' | 'conditional'>,
): TerraformSource {
  const value = argument === undefined ? undefined : item.argument(argument);
  const plain = value && toText(value);
  // A text that is too long for a name is not one, and the places of its parts are never needed.
  const text = plain === undefined || plain.length > MAX_NAME ? undefined : resource.placed(plain);
  const path = text === undefined ? resource.path : homeOf(text, resource.path, isDocument);
  const typed = text !== undefined && path !== resource.path ? rangeIn(path, text) : undefined;
  const own = argument === undefined ? undefined : item.rangeOf(argument);
  return {
    path,
    source: {
      ...what,
      by: { name: resourceNameOf(resource), path: resource.path, range: resource.range },
      range: typed ?? own ?? resource.labelRange,
      conditional: item.isConditional || resource.isConditional,
    },
  };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
