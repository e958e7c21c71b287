import { asciiLowerCase, type DomainName } from '../../dns/names.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import { byPlace } from '../policy-record.ts';
import type { Stray } from '../tag-list.ts';
import { readFailureOptions } from './failure-options.ts';
import type { DmarcFault, DmarcRecord, DmarcTag, ReportUriFault, UriFault, WordFault } from './model.ts';
import { isTypoOf, nearestPolicy, nearestTag } from './nearest.ts';
import { replaceInvisibleEdges, isOpaque } from '../octets.ts';
import { POLICY_LABEL, REPORT_LABEL } from './owner.ts';
import { recoverDmarcTags } from './recover.ts';
import { readReportUris } from './report-uris.ts';
import { isWholeValue, type DmarcTagName } from './tags.ts';
import { bareVersion, faultsOfVersion, misnamedVersion } from './version.ts';

/**
 * Whether a text is meant to be DMARC, valid or not. At names where receivers look up DMARC, that is any text that resembles it.
 * At other names, it is a text that begins with its version.
 */
export function isDmarc(text: string, owner: DomainName): boolean {
  const seen = replaceInvisibleEdges(text);
  if (/^[ \t"]*v[ \t]*=[ \t]*dmarc1/i.test(seen)) return true;
  const asked = owner.startsWith(`${POLICY_LABEL}.`) || owner.includes(`.${REPORT_LABEL}.${POLICY_LABEL}.`);
  return asked && resemblesDmarc(seen);
}

function resemblesDmarc(text: string): boolean {
  const version = /^[ \t"]*(?:v[ \t]*[=:][ \t]*)?"?([a-z]+)/i.exec(text);
  const word = asciiLowerCase(version?.[1] ?? '');
  if (isTypoOf(word, 'dmarc')) return true;
  if (/^(?:spf|spfv|dkim|bimi|stsv|tlsrptv)$/.test(word)) return false;
  return (
    /(?:^|[;, \t])v[ \t]*[=:][ \t]*dmarc/i.test(text) ||
    /(?:^|[;, \t])(?:p|sp|np)[ \t]*[=:][ \t]*(?:none|quarantine|reject)/i.test(text) ||
    /(?:^|[;, \t])ru[af][ \t]*[=:][ \t]*mailto/i.test(text)
  );
}

/** Never throws, regardless of the text. Unresolved values are never faults. */
export function parseDmarc(value: MappedText): DmarcRecord {
  const text = withoutQuotes(replaceInvisibleEdges(value.text));
  const { tags, strays, faults: slips } = recoverDmarcTags(text, value.joints);
  const first = firstOfEach(tags);
  const rua = first.get('rua');
  const ruf = first.get('ruf');
  const fo = first.get('fo');
  const aggregate = rua && readReportUris(text, rua.valueRange);
  const failure = ruf && readReportUris(text, ruf.valueRange);
  const options = fo && readFailureOptions(text, fo);
  // The fault of the version says enough about these.
  const bare = bareVersion(tags, strays);
  const misnamed = misnamedVersion(tags, strays);
  const faults: DmarcFault[] = [
    ...slips,
    ...faultsOfVersion(text, tags, strays),
    ...faultsOfTags(tags.filter((tag) => tag !== misnamed)),
    ...strays.filter((stray) => stray !== bare).flatMap(faultOfStray),
    ...faultsOfUris(rua, 'rua', aggregate?.faults),
    ...faultsOfUris(ruf, 'ruf', failure?.faults),
    ...(options?.faults ?? []),
  ];
  return {
    kind: 'dmarc',
    value,
    tags,
    first,
    rua: aggregate?.uris ?? [],
    ruf: failure?.uris ?? [],
    fo: options?.options ?? [],
    faults: faults.sort(byPlace),
  };
}

/** Another rule reports quotes around the whole value. */
function withoutQuotes(text: string): string {
  const quoted = /^([ \t]*)"([^"]*)"([ \t]*)$/.exec(text);
  return quoted === null ? text : `${quoted[1] ?? ''} ${quoted[2] ?? ''} ${quoted[3] ?? ''}`;
}

function firstOfEach(tags: readonly DmarcTag[]): ReadonlyMap<DmarcTagName, DmarcTag> {
  const first = new Map<DmarcTagName, DmarcTag>();
  for (const tag of tags) if (tag.known !== undefined && !first.has(tag.known)) first.set(tag.known, tag);
  return first;
}

/** Faults of a list, with the name of the tag. Those of an empty list are at the whole tag. */
function faultsOfUris(
  tag: DmarcTag | undefined,
  name: 'rua' | 'ruf',
  faults: readonly ReportUriFault[] = [],
): readonly UriFault[] {
  const range = tag?.value === '' ? tag.range : undefined;
  return faults.map((fault) => ({ ...fault, range: range ?? fault.range, tag: name }));
}

function faultsOfTags(tags: readonly DmarcTag[]): readonly WordFault[] {
  const faults: WordFault[] = [];
  const seen = new Map<string, DmarcTag>();
  const present = new Set(tags.map((tag) => tag.known).filter((known) => known !== undefined));
  for (const tag of tags) {
    const name = tag.known ?? tag.name;
    const first = seen.get(name);
    if (first !== undefined && !isOpaque(name)) {
      faults.push({ code: 'duplicate-tag', range: tag.range, name, tag, first });
      continue;
    }
    seen.set(name, tag);
    const fault = tag.known === undefined ? faultOfUnknown(tag, present) : faultOfValue(tag, tag.known);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

function faultOfUnknown(tag: DmarcTag, present: ReadonlySet<DmarcTagName>): WordFault | undefined {
  if (isOpaque(tag.name)) return undefined;
  if (tag.name === '') return { code: 'stray', range: tag.range };
  const { name, nameRange: range } = tag;
  const replacement = nearestTag(name, tag.value, present);
  if (replacement === undefined) return { code: 'unknown-tag', range, name };
  const reason = /[^\x20-\x7E]/.test(name) ? 'lookalike' : 'typo';
  return { code: 'misspelled-tag', range, reason, name, replacement };
}

/** Values of tags whose values are words. Tags that RFC 9989 removed have no valid values. */
function faultOfValue(tag: DmarcTag, known: DmarcTagName): WordFault | undefined {
  if (isOpaque(tag.value) || isWholeValue(known, tag.value)) return undefined;
  const { value } = tag;
  const range = value === '' ? tag.range : tag.valueRange;
  switch (known) {
    case 'p':
    case 'sp':
    case 'np':
      return { code: 'policy-invalid', range, name: known, value, nearest: nearestPolicy(value) };
    case 'adkim':
    case 'aspf':
      return { code: 'alignment-invalid', range, name: known, value, nearest: nearestLetter(known, value) };
    case 't':
    case 'psd':
      return { code: 'flag-invalid', range, name: known, value, nearest: nearestLetter(known, value) };
    default:
      return undefined;
  }
}

/** `strict` for `s`, `yes` or `1` for `y`. */
function nearestLetter(known: DmarcTagName, value: string): string | undefined {
  const typed = asciiLowerCase(value).replace(/[^a-z01]/g, '');
  const word = { true: 'y', '1': 'y', false: 'n', '0': 'n' }[typed];
  if (word !== undefined) return isWholeValue(known, word) ? word : undefined;
  const words = ['relaxed', 'strict', 'yes', 'no', 'undefined', 'unknown'];
  const letter = words.includes(typed) || /^[a-z]$/.test(typed) ? typed.charAt(0) : '';
  return isWholeValue(known, letter) ? letter : undefined;
}

function faultOfStray(stray: Stray): readonly WordFault[] {
  return isOpaque(stray.text) ? [] : [{ code: 'stray', range: stray.range }];
}
