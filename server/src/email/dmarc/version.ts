import { asciiLowerCase } from '../../dns/names.ts';
import type { Stray } from '../tag-list.ts';
import type { DmarcTag, VersionFault } from './model.ts';
import { isTypoOf } from './nearest.ts';
import { isOpaque } from '../octets.ts';
import { isWholeValue } from './tags.ts';

/** RFC 9989 §4.7 "v": the first tag, and exactly `DMARC1`; otherwise the whole record is ignored. */
export function faultsOfVersion(
  text: string,
  tags: readonly DmarcTag[],
  strays: readonly Stray[],
): readonly VersionFault[] {
  const version = tags.find(({ known }) => known === 'v');
  if (version === undefined) return isOpaque(text) ? [] : missingVersion(text, tags, strays);
  const faults: VersionFault[] = [];
  const before = text.slice(0, version.range.start);
  if (!isOpaque(before) && /[^ \t\r\n]/.test(before)) {
    faults.push({ code: 'version-not-first', range: version.range });
  }
  if (version.value !== 'DMARC1' && !isOpaque(version.value)) {
    const { value } = version;
    const [range, replacement] = value === '' ? [version.range, 'v=DMARC1'] : [version.valueRange, 'DMARC1'];
    faults.push({ code: 'version-invalid', range, value, replacement });
  }
  return faults;
}

function missingVersion(
  text: string,
  tags: readonly DmarcTag[],
  strays: readonly Stray[],
): readonly VersionFault[] {
  const meant = bareVersion(tags, strays) ?? misnamedVersion(tags, strays);
  const first = meant ?? [tags[0], strays[0]].filter((part) => part !== undefined).sort(byPlace)[0];
  if (first === undefined) return [];
  const { range } = first;
  const found = text.slice(range.start, range.end);
  const replacement = meant === undefined ? `v=DMARC1; ${found}` : 'v=DMARC1';
  return [{ code: 'version-missing', range, replacement }];
}

/** The stray text in `DMARC1; p=none`: the version without its name. */
export function bareVersion(tags: readonly DmarcTag[], strays: readonly Stray[]): Stray | undefined {
  const [stray] = strays;
  const [tag] = tags;
  if (stray === undefined || tags.some(({ known }) => known === 'v')) return undefined;
  if (tag !== undefined && tag.range.start < stray.range.start) return undefined;
  return isTypoOf(asciiLowerCase(stray.text).replace(/[^a-z]/g, ''), 'dmarc') ? stray : undefined;
}

/** The tag in `w=DMARC1; p=none`: the version with another name. */
export function misnamedVersion(tags: readonly DmarcTag[], strays: readonly Stray[]): DmarcTag | undefined {
  const [tag] = tags;
  const [stray] = strays;
  if (tag === undefined || tags.some(({ known }) => known === 'v')) return undefined;
  if (stray !== undefined && stray.range.start < tag.range.start) return undefined;
  return tag.known === undefined && isWholeValue('v', tag.value) ? tag : undefined;
}

function byPlace(a: DmarcTag | Stray, b: DmarcTag | Stray): number {
  return a.range.start - b.range.start;
}
