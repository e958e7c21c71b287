import type { DomainName } from '../../dns/names.ts';
import { HOLE, type MappedText } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import { shift } from '../../text/range.ts';
import { byPlace } from '../policy-record.ts';
import { readKey } from './key.ts';
import {
  dkimTagOf,
  type DkimFault,
  type DkimKey,
  type DkimRecord,
  type DkimTag,
  type KeyFault,
} from './model.ts';
import { dkimNameOf, hostNameIn } from './names.ts';
import { exactTag, isKeyData, readTags, readWords, visible, type TagReading } from './tags.ts';

/** Records of other standards, which are not meant as keys even at a selector. */
const OTHER_RECORD = /^[\s"]*v\s*=\s*(?:spf|DMARC|BIMI|STSv|TLSRPTv|ATPS)/i;
const VERSION = /^[\s"]*v\s*=\s*DKIM/i;
const KEY_TYPE = /(?:^|[;\s"])k\s*=\s*(?:rsa|ed25519)\b/i;
const KEY_DATA = /(?:^|[;\s"])p\s*=\s*(?:"\s*)?MI[A-Za-z0-9+/\s]{40}/;

/**
 * Whether the text is meant to be a DKIM key record. At `<selector>._domainkey.<domain>`, that is everything that is not clearly
 * something else. At other names, the text must show it.
 */
export function isDkim(text: string, owner: DomainName): boolean {
  if (OTHER_RECORD.test(text) || hostNameIn(text) !== undefined) return false;
  switch (dkimNameOf(owner).kind) {
    case 'key':
      return true;
    case 'bare':
      // `v=DKIM1; o=~` is a policy with a wrong version.
      return hasKeyTags(text) || (VERSION.test(text) && !/;\s*o\s*=/.test(text));
    case 'misspelled':
      return VERSION.test(text) || hasKeyTags(text);
    default:
      return VERSION.test(text);
  }
}

function hasKeyTags(text: string): boolean {
  return KEY_DATA.test(text) || (KEY_TYPE.test(text) && /(?:^|[;\s"])p\s*=/.test(text));
}

/** Parses a key record with recovery: finds every fault, and everything that is readable despite them. Never throws. */
export function parseDkim(value: MappedText): DkimRecord {
  const reading = readTags(value);
  const { tags } = reading;
  if (isSignature(tags)) return signatureAsKey(value, tags);
  // A key in "P=" is read for better messages. Limits that receivers ignore, as in "H=", are not applied.
  const keyType = keyTypeOf(dkimTagOf({ tags }, 'k'));
  const data = dkimTagOf({ tags }, 'p');
  const { key, faults } = readData(data, keyType, reading);
  const [hashes, services, flags] = (['h', 's', 't'] as const).map((name) => exactTag({ tags }, name));
  const missing = data === undefined ? missingKey(value.text, reading) : [];
  // For a text without tags, "there is no key" is the only fault.
  const list = missing.length > 0 && tags.length === 0 ? [] : reading.faults;
  const all = [
    ...list,
    ...versionFaults(tags),
    ...missing,
    ...faults,
    ...emptyItems([hashes, services, flags]),
  ];
  return {
    kind: 'dkim',
    value,
    faults: all.sort(byPlace),
    tags,
    keyType,
    hashes: hashes && readWords(hashes),
    services: services && readWords(services),
    flags: flags === undefined ? [] : readWords(flags),
    key,
  };
}

/** The tags of a DKIM-Signature header field that no key has. RFC 6376 §3.5. */
function isSignature(tags: readonly DkimTag[]): boolean {
  return ['b', 'bh', 'd'].every((name) => tags.some((tag) => tag.name === name));
}

/** All its tags have another meaning there, so this is one fault instead of one for each tag. */
function signatureAsKey(value: MappedText, tags: readonly DkimTag[]): DkimRecord {
  return {
    kind: 'dkim',
    value,
    faults: [{ code: 'signature', range: rangeOf(0, value.length) }],
    tags,
    keyType: 'unknown',
    hashes: undefined,
    services: undefined,
    flags: [],
    key: { kind: 'absent' },
  };
}

function keyTypeOf(tag: DkimTag | undefined): DkimRecord['keyType'] {
  if (tag === undefined) return 'rsa';
  if (tag.hasHole) return 'unknown';
  // Uppercase is a separate fault, not another type.
  const type = visible(tag.value).toLowerCase();
  return type === 'rsa' || type === 'ed25519' ? type : 'other';
}

interface DataReading {
  readonly key: DkimKey;
  readonly faults: readonly KeyFault[];
}

function readData(
  tag: DkimTag | undefined,
  keyType: DkimRecord['keyType'],
  { tags, faults }: TagReading,
): DataReading {
  if (tag === undefined) return { key: { kind: 'absent' }, faults: [] };
  if (tag.hasHole) return { key: { kind: 'unknown' }, faults: [] };
  const reading = readKey(tag.value, keyType);
  // A ";" within the key cuts off the rest of it. It is reported once, there.
  const isSplit = tags.includes(tag) && faults.some((f) => f.code === 'stray' && isBase64(f.text));
  return {
    key: reading.key,
    faults: reading.faults
      .filter((fault) => !(isSplit && fault.code === 'key-truncated'))
      .map((fault) => ({ ...fault, range: shift(fault.range, tag.valueRange.start) })),
  };
}

/** RFC 6376 §3.6.1: if present, it is the first tag, and exactly "DKIM1". */
function versionFaults(tags: readonly DkimTag[]): DkimFault[] {
  const version = tags.find((tag) => tag.meant === 'v' && visible(tag.name) === 'v');
  if (version === undefined) return [];
  const faults: DkimFault[] = [];
  const [first] = tags;
  if (first !== undefined && version !== first) {
    faults.push({ code: 'version-not-first', range: version.range });
  }
  const value = visible(version.value);
  if (value !== 'DKIM1' && !version.hasHole) {
    faults.push({ code: 'version-invalid', range: version.range, value });
  }
  return faults;
}

/** Only for a text that is completely known, and that does not have the key in a part without "=". */
function missingKey(text: string, { faults }: TagReading): DkimFault[] {
  if (text.includes(HOLE)) return [];
  if (faults.some((fault) => fault.code === 'stray' && isKeyData(fault.text))) return [];
  return [{ code: 'p-missing', range: rangeOf(0, text.length) }];
}

function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/\s]{8,}=*$/.test(text);
}

/** `t=y:` and `t=`: the grammar requires a word on each side of a colon. */
function emptyItems(lists: readonly (DkimTag | undefined)[]): DkimFault[] {
  const faults: DkimFault[] = [];
  for (const tag of lists) {
    if (tag === undefined || tag.hasHole) continue;
    // Without any item, `h=` and `s=` allow nothing. Their rules report that.
    if (tag.meant !== 't' && visible(tag.value) === '') continue;
    if (!readWords(tag).some((word) => word.text === '' && word.range.start === word.range.end)) continue;
    faults.push({ code: 'empty-item', range: tag.range, reason: tag.value === '' ? 'list' : 'item', tag });
  }
  return faults;
}
