import { canonicalName } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import { finish } from '../../../text/steps.ts';
import { attributeOf } from '../evaluate/access.ts';
import type { TracedText } from '../evaluate/traced-text.ts';
import { knownText, toText } from '../evaluate/value.ts';
import type { ResourceValue, Value } from '../evaluate/value.ts';

/** The zone that a record belongs to. */
export interface ZoneReference {
  /** The name, if it can be determined. */
  readonly name: DomainName | undefined;
  /** Equal for records of one zone. */
  readonly identity: string;
}

/** Arguments of zone resources and data blocks with the zone's name, likeliest first. */
export const NAME_ARGUMENTS = [
  'dns_name',
  'zone',
  'domain',
  'domain_name',
  'zone_name',
  'fqdn',
  'dns_zone',
  'name',
];

/** The zone that the arguments name. `root` distinguishes zones: two configurations may have zones with the same name. */
export function zoneOf(values: readonly (Value | undefined)[], family: string, root: string): ZoneReference {
  const value = values.find((one) => one !== undefined && one.kind !== 'null');
  if (value === undefined) return { name: undefined, identity: `${root}|${family}|` };
  if (value.kind === 'unknown' && value.of !== undefined) {
    return { name: nameOf(value.of), identity: value.of.reference };
  }
  if (value.kind === 'resource') return { name: nameOf(value), identity: value.reference };
  if (value.kind === 'unknown') return { name: undefined, identity: value.reference };
  const text = knownText(value);
  if (text === undefined) {
    return { name: undefined, identity: `${root}|${family}|${textIdentityOf(value)}` };
  }
  const name = isName(text) ? canonicalName(text) : undefined;
  return { name, identity: `${root}|${family}|${name ?? text}` };
}

/** The value with the zone's name, traced to its source; `undefined` if there is none. */
export function zoneTextOf(values: readonly (Value | undefined)[]): TracedText | undefined {
  const value = values.find((one) => one !== undefined && one.kind !== 'null');
  const resource = value?.kind === 'resource' ? value : value?.kind === 'unknown' ? value.of : undefined;
  const named = resource === undefined ? value : nameValueOf(resource);
  return named && toText(named);
}

function nameOf(resource: ResourceValue): DomainName | undefined {
  const text = knownText(nameValueOf(resource));
  return text === undefined ? undefined : canonicalName(text);
}

function nameValueOf(resource: ResourceValue): Value | undefined {
  for (const argument of NAME_ARGUMENTS) {
    const value = finish(resource.argument(argument));
    // A managed zone's `name` is its label in Google's console; for other resources, it is the domain.
    if (isNameValue(value)) return value;
  }
  const filter = finish(resource.argument('filter'));
  const first = filter?.kind === 'list' ? filter.elements[0] : filter;
  const named = first?.kind === 'map' ? attributeOf(first, 'name') : undefined;
  return isNameValue(named) ? named : undefined;
}

function isNameValue(value: Value | undefined): boolean {
  const text = knownText(value);
  return text !== undefined && isName(text);
}

/** A domain, not the number or path by which a provider identifies a zone. */
export function isName(text: string): boolean {
  return /^(?:[A-Za-z0-9_-]+\.)+[A-Za-z][A-Za-z0-9-]*\.?$/.test(text);
}

/** The places of a text's parts, which distinguish unknown texts. */
export function textIdentityOf(value: Value): string {
  const text = toText(value);
  if (text === undefined) return '';
  const places = text.segments.map(({ literal, source }) => `${literal.anchor.id}:${source.start}`);
  return `${text.text}@${places.join(',')}`;
}
