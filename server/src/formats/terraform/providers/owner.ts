import {
  asciiLowerCase,
  canonicalOctet,
  childOf,
  isAtOrBelow,
  labelsOf,
  unknownOrigin,
} from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import { isTopLevel, registrableDomain } from '../../../dns/top-level.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import { knownText, toText } from '../evaluate/value.ts';
import type { Value } from '../evaluate/value.ts';
import { octetsOfRuns as octetsOf } from '../../../text/traced-octets.ts';
import type { RecordResource } from './record-resource.ts';
import { textIdentityOf } from './zones.ts';
import type { ZoneReference } from './zones.ts';

/** Gives each unknown name a last label of its own, so that different names are not taken for the same. */
export class UnknownNames {
  private readonly byIdentity = new Map<string, DomainName>();

  of(identity: string): DomainName {
    let name = this.byIdentity.get(identity);
    if (name === undefined) {
      name = unknownOrigin(this.byIdentity.size + 1);
      this.byIdentity.set(identity, name);
    }
    return name;
  }
}

/** UTF-16 units of a text that is a name: 255 octets with an escape for each take 1,020. Longer ones are not read. */
export const MAX_OWNER_TEXT = 4096;

/** The absolute name of a record. */
export function recordOwnerOf(
  value: Value | undefined,
  zone: ZoneReference,
  { form, hasApexSign, escapes }: Pick<RecordResource, 'form' | 'hasApexSign' | 'escapes'>,
  unknowns: UnknownNames,
): DomainName {
  const apex = zone.name ?? unknowns.of(zone.identity);
  if (value === undefined || value.kind === 'null')
    return form === 'absolute' ? unknowns.of(zone.identity) : apex;
  if (value.kind === 'unknown') return unknowns.of(`${zone.identity}|${value.reference}`);
  const typed = toText(value);
  if (typed === undefined || typed.length > MAX_OWNER_TEXT) return unknowns.of(`${zone.identity}|?`);
  const octets = octetsOf(typed).text;
  if (octets === '@' && hasApexSign) return apex;
  const text = asciiLowerCase(escaped(escapes === 'octal' ? withoutOctal(octets) : octets));
  if (text === '' || text === '.') return apex;
  if (form === 'suffixed') return suffixed(text, zone, value, unknowns, apex);
  if (text.endsWith('.')) {
    const name = text.slice(0, -1);
    if (zone.name !== undefined && isAtOrBelow(name, zone.name)) return name;
    // `_dmarc.` is a name in the zone despite the dot; services that require whole names reject it.
    return form === 'absolute' || isWholeName(name)
      ? tellApart(name, zone, value, unknowns)
      : childOf(name, apex);
  }
  if (zone.name !== undefined && isAtOrBelow(text, zone.name)) return text;
  if (form === 'absolute') return tellApart(text, zone, value, unknowns);
  // An unknown ending may be the zone's name.
  if (text.endsWith(HOLE) && form === 'either') return tellApart(text, zone, value, unknowns);
  if (form === 'either' && zone.name === undefined && LOOKS_ABSOLUTE.test(text)) return text;
  return childOf(text, apex);
}

/**
 * The owner of a record in a zone whose name is unknown, if its source text is a whole name; `undefined` if it cannot be, or is
 * already treated as one. Only the other names in the zone show which it is: `api.dev` may be a name in any zone.
 */
export function wholeOwnerOf(
  value: Value | undefined,
  zone: ZoneReference,
  { form }: Pick<RecordResource, 'form'>,
): DomainName | undefined {
  if (zone.name !== undefined || (form !== 'either' && form !== 'suffixed')) return undefined;
  const text = asciiLowerCase(knownText(value) ?? '').replace(/\.$/, '');
  return text.length <= MAX_OWNER_TEXT && registeredIn(text) !== undefined ? text : undefined;
}

/** The registrable domain at or above a name; `undefined` if it cannot be registered, as below `_domainkey`. */
export function registeredIn(name: DomainName): DomainName | undefined {
  const domain = registrableDomain(name);
  return domain !== undefined && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\./.test(domain) ? domain : undefined;
}

/** Route 53's provider appends the zone's name to every name that does not end with it, with or without a dot. */
function suffixed(
  text: string,
  zone: ZoneReference,
  value: Value,
  unknowns: UnknownNames,
  apex: DomainName,
): DomainName {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (zone.name !== undefined) return isAtOrBelow(name, zone.name) ? name : childOf(name, zone.name);
  const isAbsolute =
    (text.endsWith('.') && isWholeName(name)) || text.endsWith(HOLE) || LOOKS_ABSOLUTE.test(name);
  return isAbsolute ? tellApart(name, zone, value, unknowns) : childOf(name, apex);
}

/** Whether a name before a trailing dot can be a whole name: it ends with a top-level domain, or with an unknown part. */
function isWholeName(name: string): boolean {
  const labels = labelsOf(name);
  const last = labels.at(-1) ?? '';
  return last.includes(HOLE) || (labels.length > 1 && isTopLevel(last));
}

/** Endings that names within a zone do not have in practice. */
const LOOKS_ABSOLUTE = /\.(?:com|org|net|gov|edu|mil|info|biz|(?:co|ac|gov|com|org)\.[a-z]{2})$/;

/** A name with an unknown ending: it differs from every other such name. */
function tellApart(text: string, zone: ZoneReference, value: Value, unknowns: UnknownNames): DomainName {
  if (!text.endsWith(HOLE)) return text;
  let length = text.length;
  while (text[length - 1] === HOLE) length--;
  const known = text.slice(0, length);
  const end = unknowns.of(`${zone.identity}|${textIdentityOf(value)}`);
  return `${known}${end}`;
}

/** The name with `\052` as `*`: how a service with octal escapes displays its names. */
function withoutOctal(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\([0-3][0-7]{2})/g, (_, digits: string) => {
    const octet = String.fromCharCode(parseInt(digits, 8));
    return octet === '.' || octet === '\\' ? `\\${octet}` : octet;
  });
}

/** The text in the syntax of RFC 1035 §5.1, if it has no escapes of its own. */
function escaped(text: string): string {
  if (/^[A-Za-z0-9_.*/+:-]*$/.test(text.replaceAll(HOLE, ''))) return text;
  let name = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i);
    name += '.\\'.includes(unit) || unit === HOLE ? unit : canonicalOctet(unit.charCodeAt(0) & 0xff);
  }
  return name;
}
