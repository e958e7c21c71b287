import { asciiLowerCase, type DomainName } from '../../dns/names.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import type { PolicyFault } from '../policy-record.ts';
import type { Stray } from '../tag-list.ts';
import { readFailureOptions } from './failure-options.ts';
import type { DmarcRecord, DmarcTag } from './model.ts';
import { isTypoOf, nearestPolicy, nearestTag } from './nearest.ts';
import { blankInvisibleEdges, isOpaque, readable } from '../octets.ts';
import { POLICY_LABEL, REPORT_LABEL } from './owner.ts';
import { readPlainRecord } from './plain-record.ts';
import { recoverTags } from './recover.ts';
import { readReportUris } from './report-uris.ts';
import { isWholeValue, type TagName } from './tags.ts';
import { bareVersion, faultsOfVersion } from './version.ts';

/**
 * Whether a text is meant to be DMARC; whether it is valid DMARC is another question. At the names where receivers look
 * for DMARC, that is any text that resembles it; elsewhere one that begins with its version.
 */
export function isDmarc(text: string, owner: DomainName): boolean {
  const seen = blankInvisibleEdges(text);
  if (/^[ \t"]*v[ \t]*=[ \t]*dmarc1/i.test(seen)) return true;
  const asked = owner.startsWith(`${POLICY_LABEL}.`) || owner.includes(`.${REPORT_LABEL}.${POLICY_LABEL}.`);
  return asked && resemblesDmarc(seen);
}

function resemblesDmarc(text: string): boolean {
  const version = /^[ \t"]*(?:v[ \t]*[=:][ \t]*)?"?([a-z]+)[ \t]?\d?/i.exec(text);
  const word = asciiLowerCase(version?.[1] ?? '');
  if (isTypoOf(word, 'dmarc')) return true;
  if (/^(?:spf|spfv|dkim|bimi|stsv|tlsrptv)$/.test(word)) return false;
  return (
    /(?:^|[;, \t])v[ \t]*[=:][ \t]*dmarc/i.test(text) ||
    /(?:^|[;, \t])(?:p|sp|np)[ \t]*[=:][ \t]*(?:none|quarantine|reject)/i.test(text) ||
    /(?:^|[;, \t])ru[af][ \t]*[=:][ \t]*mailto/i.test(text)
  );
}

/** Never throws, whatever the text. Holes are never faults. */
export function parseDmarc(value: MappedText): DmarcRecord {
  return readPlainRecord(value) ?? recoverRecord(value);
}

/** Reads any text, plain or not. */
export function recoverRecord(value: MappedText): DmarcRecord {
  const text = withoutQuotes(blankInvisibleEdges(value.text));
  const { tags, strays, faults: slips } = recoverTags(text, value.joints);
  const rua = firstOf(tags, 'rua');
  const ruf = firstOf(tags, 'ruf');
  const fo = firstOf(tags, 'fo');
  const aggregate = rua && readReportUris(text, rua.valueRange);
  const failure = ruf && readReportUris(text, ruf.valueRange);
  const options = fo && readFailureOptions(text, fo.valueRange);
  const bare = bareVersion(tags, strays);
  const faults = [
    ...slips,
    ...faultsOfVersion(text, tags, strays),
    ...faultsOfTags(tags),
    ...strays.filter((stray) => stray !== bare).flatMap(faultOfStray),
    ...faultsIn(rua, aggregate?.faults),
    ...faultsIn(ruf, failure?.faults),
    ...faultsIn(fo, options?.faults),
  ];
  return {
    kind: 'dmarc',
    value,
    tags,
    rua: aggregate?.uris ?? [],
    ruf: failure?.uris ?? [],
    fo: options?.options ?? [],
    faults: faults.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end),
  };
}

/** Quotes around the whole value are another rule's affair. */
function withoutQuotes(text: string): string {
  const quoted = /^([ \t]*)"([^"]*)"([ \t]*)$/.exec(text);
  return quoted === null ? text : `${quoted[1] ?? ''} ${quoted[2] ?? ''} ${quoted[3] ?? ''}`;
}

function firstOf(tags: readonly DmarcTag[], name: TagName): DmarcTag | undefined {
  return tags.find((tag) => tag.known === name);
}

/** Faults of a value, with the tag's name; those of an empty value stand on the whole tag. */
function faultsIn(tag: DmarcTag | undefined, faults: readonly PolicyFault[] = []): readonly PolicyFault[] {
  if (tag === undefined) return [];
  return faults.map((fault) => ({
    ...fault,
    range: tag.value === '' ? tag.range : fault.range,
    data: { ...fault.data, tag: tag.known ?? tag.name },
  }));
}

function faultsOfTags(tags: readonly DmarcTag[]): readonly PolicyFault[] {
  const faults: PolicyFault[] = [];
  const seen = new Map<string, DmarcTag>();
  const present = new Set(tags.map((tag) => tag.known).filter((known) => known !== undefined));
  for (const tag of tags) {
    const name = tag.known ?? tag.name;
    const first = seen.get(name);
    if (first !== undefined && !isOpaque(name)) {
      const data = { name: readable(name), value: readable(tag.value), first: readable(first.value) };
      faults.push({ code: 'duplicate-tag', range: tag.range, data });
      continue;
    }
    seen.set(name, tag);
    const fault = tag.known === undefined ? faultOfUnknown(tag, present) : faultOfValue(tag, tag.known);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

function faultOfUnknown(tag: DmarcTag, present: ReadonlySet<TagName>): PolicyFault | undefined {
  if (isOpaque(tag.name)) return undefined;
  if (tag.name === '') return { code: 'stray', range: tag.range, data: { text: readable(`=${tag.value}`) } };
  const nearest = nearestTag(tag.name, tag.value, present);
  const data = { name: readable(tag.name), value: readable(tag.value) };
  return {
    code: 'unknown-tag',
    range: tag.nameRange,
    data: nearest === undefined ? data : { ...data, nearest },
  };
}

/** Values of the tags whose values are words. Those that RFC 9989 removed have no valid value any more. */
function faultOfValue(tag: DmarcTag, known: TagName): PolicyFault | undefined {
  if (isOpaque(tag.value) || isWholeValue(known, tag.value)) return undefined;
  const code = VALUE_FAULTS[known];
  if (code === undefined) return undefined;
  const nearest = code === 'policy-invalid' ? nearestPolicy(tag.value) : nearestLetter(known, tag.value);
  const data = { name: known, value: readable(tag.value) };
  const range = tag.value === '' ? tag.range : tag.valueRange;
  return { code, range, data: nearest === undefined ? data : { ...data, nearest } };
}

const VALUE_FAULTS: Partial<Readonly<Record<TagName, string>>> = {
  p: 'policy-invalid',
  sp: 'policy-invalid',
  np: 'policy-invalid',
  adkim: 'alignment-invalid',
  aspf: 'alignment-invalid',
  t: 'flag-invalid',
  psd: 'flag-invalid',
};

/** `strict` for `s`, `yes` or `1` for `y`. */
function nearestLetter(known: TagName, value: string): string | undefined {
  const typed = asciiLowerCase(value).replace(/[^a-z01]/g, '');
  const word = { true: 'y', '1': 'y', false: 'n', '0': 'n' }[typed];
  if (word !== undefined) return isWholeValue(known, word) ? word : undefined;
  const words = ['relaxed', 'strict', 'yes', 'no', 'undefined', 'unknown'];
  const letter = words.includes(typed) || /^[a-z]$/.test(typed) ? typed.charAt(0) : '';
  return isWholeValue(known, letter) ? letter : undefined;
}

function faultOfStray(stray: Stray): readonly PolicyFault[] {
  return isOpaque(stray.text)
    ? []
    : [{ code: 'stray', range: stray.range, data: { text: readable(stray.text) } }];
}
