import {
  asciiLowerCase,
  childOf,
  isAtOrBelow,
  nameOfOctets,
  relativeTo,
  type DomainName,
} from '../dns/names.ts';
import { isClassicTopLevel } from '../dns/top-level.ts';
import { HOLE } from '../text/mapped-text.ts';
import { utf8Octets } from '../text/octets.ts';
import type { TypedPart } from './record-set.ts';

/**
 * Whether owner names are relative to the zone, absolute, or either. Unless all names are absolute, `@` and an empty text mean
 * the zone itself.
 */
export type OwnerForm = 'relative' | 'whole' | 'either';

/** The absolute name of a record. If `zone` is `undefined`, so is a relative name. */
export function ownerIn(
  typed: TypedPart | undefined,
  form: OwnerForm,
  zone: DomainName | undefined,
): DomainName {
  const apex = zone ?? HOLE;
  const text = typed === undefined ? '' : utf8Octets(typed.text).text;
  if (form === 'whole') return text === '' || text === '@' ? apex : nameOfOctets(text);
  if (text === '' || text === '@') return apex;
  const name = nameOfOctets(text);
  if (text.endsWith('.')) return name;
  if (zone !== undefined && isAtOrBelow(name, zone)) return name;
  if (form === 'relative') return childOf(name, apex);
  // An unresolved part at the end may be the zone.
  return name.endsWith(HOLE) || isWholeName(name) ? name : childOf(name, apex);
}

/** Whether a name without a trailing dot is certainly not relative to a zone: `api.dev` may be. */
function isWholeName(name: DomainName): boolean {
  const labels = name.split('.');
  return labels.length > 1 && isClassicTopLevel(labels.at(-1) ?? '');
}

/** A name as it has to be typed instead of the owner; `undefined` if that is impossible. */
export function typeOwnerLike(
  typed: TypedPart,
  form: OwnerForm,
  zone: DomainName | undefined,
  name: DomainName,
): string | undefined {
  if (/[^a-z0-9_.*-]/.test(name)) return undefined;
  const { text } = typed.text;
  if (text.endsWith('.')) return `${name}.`;
  const isWhole = form === 'whole' || (form === 'either' && isTypedWhole(text, zone));
  if (isWhole) return name;
  const relative = zone === undefined ? undefined : relativeTo(name, zone);
  if (relative === '') return text === '' ? '' : '@';
  return relative;
}

function isTypedWhole(text: string, zone: DomainName | undefined): boolean {
  const name = asciiLowerCase(text);
  return zone !== undefined && isAtOrBelow(name, zone);
}
