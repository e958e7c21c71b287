import { labelsOf, type DomainName } from '../../dns/names.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import { isOpaque } from '../octets.ts';
import { byPlace } from '../policy-record.ts';
import type { Tag } from '../tag-list.ts';
import { readVersionedTags, tagNamed, versionRange, type TagForm } from '../versioned-tags.ts';
import type { BimiFault, BimiRecord } from './model.ts';

const FORM: TagForm = { version: 'BIMI1', names: ['l', 'a', 'avp', 'lps'], allowsSpaces: true };

/** Whether a text is meant to be BIMI: it has its version or, below `_bimi`, text that resembles a version or a logo. */
export function isBimi(text: string, owner: DomainName): boolean {
  if (/^[ \t"]*v[ \t]*=[ \t]*BIMI/i.test(text)) return true;
  if (!owner.includes('._bimi.') || !labelsOf(owner).includes('_bimi')) return false;
  return /^[ \t"]*(?:(?:v[ \t]*[=:][ \t]*)?bimi|[la][ \t]*=)/i.test(text);
}

/** Never throws, regardless of the text. Unresolved values are never faults. */
export function parseBimi(value: MappedText): BimiRecord {
  const { tags, faults } = readVersionedTags(value, FORM);
  const location = tagNamed(tags, 'l');
  const evidence = tagNamed(tags, 'a');
  const record = { kind: 'bimi', value, tags, location, evidence } as const;
  const more = [
    location === undefined ? missingLocation(record) : faultOfUri(location),
    location && faultOfFormat(location),
    evidence && faultOfUri(evidence),
    ...tags.map(faultOfWord),
    ...secondVersions(tags),
  ];
  const all = [...faults, ...more.filter((fault) => fault !== undefined)];
  return { ...record, faults: all.sort(byPlace) };
}

function missingLocation(record: Pick<BimiRecord, 'value' | 'tags'>): BimiFault | undefined {
  return record.value.complete ? { code: 'l-missing', range: versionRange(record) } : undefined;
}

/** RFC 6376 §3.2, which the draft follows: no tag occurs twice, including `v`. */
function secondVersions(tags: readonly Tag[]): readonly BimiFault[] {
  return tags
    .filter(({ name }) => name === 'v')
    .slice(1)
    .map(({ name, range }) => ({ code: 'duplicate-tag', range, name }));
}

/** One URI with https and an absolute host name, or nothing at all. */
function faultOfUri({ name, value, valueRange, hasHole }: Tag): BimiFault | undefined {
  if (value === '' || /^https:\/\/[^\s/?#@][^\s/?#@.]*\.[^\s/?#@]+(?:[/?#][^\s,]*)?$/i.test(value))
    return undefined;
  if (hasHole && /^(?:https:\/\/)?[^:]*$/i.test(value)) return undefined;
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(value)?.[1];
  if (scheme === undefined || scheme.toLowerCase() === 'https') {
    return hasHole ? undefined : { code: 'uri-malformed', range: valueRange, name, value };
  }
  const isHttp = /^http:\/\//i.test(value);
  const fault = { code: 'uri-scheme', range: valueRange, name, scheme } as const;
  return isHttp ? { ...fault, replacement: value.replace(/^http:/i, 'https:') } : fault;
}

/** A file name that shows that the file is not SVG. A name without such an extension can be anything. */
function faultOfFormat({ value, valueRange, hasHole }: Tag): BimiFault | undefined {
  const path = /^https?:\/\/[^/?#]+(\/[^?#]*)/i.exec(value)?.[1] ?? '';
  const ending = /\.([a-z\d]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (hasHole || ending === undefined || !OTHER_FORMATS.has(ending)) return undefined;
  return { code: 'image-format', range: valueRange, ending };
}

const OTHER_FORMATS = new Set([
  'ai', 'avif', 'bmp', 'eps', 'gif', 'htm', 'html', 'ico', 'jpeg', 'jpg', 'pdf', 'pem', 'png', 'tif', 'tiff', 'webp',
]); // prettier-ignore

function faultOfWord({ name, value, valueRange, range }: Tag): BimiFault | undefined {
  if (isOpaque(value)) return undefined;
  const place = value === '' ? range : valueRange;
  if (name === 'avp' && !/^(?:brand|personal)$/.test(value))
    return { code: 'avp-invalid', range: place, value };
  // Prefixes of the local part become labels of a name.
  const isList = value === '' || /^[A-Za-z\d-]+(?:[ \t]*,[ \t]*[A-Za-z\d-]+)*$/.test(value);
  return name === 'lps' && !isList ? { code: 'lps-invalid', range: place, value } : undefined;
}
