import type { DomainName } from '../../dns/names.ts';
import { MAX_RDATA } from '../../dns/limits.ts';
import { typeCode, typeMnemonic } from '../../dns/types.ts';
import type { Anchor, DnsRecord } from '../../records/record.ts';
import type { RdataFault, RdataToken } from '../../records/rdata.ts';
import { readRdata } from '../../records/rdata/index.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { Context } from './context.ts';
import { absoluteName } from './dialect.ts';
import { isAge, isClass, isTemplated, typeAhead } from './header-words.ts';
import { parseTtlRange } from './ttl.ts';
import { decodeWord, zoneWordsOf } from './words.ts';
import type { ZoneWord } from './words.ts';

/** One entry as the scanner delimited it, with its inherited values. */
export interface ZoneEntry {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly anchor: Anchor;
  readonly owner: DomainName;
  readonly hasOwner: boolean;
  readonly context: Context;
  readonly ttl: number | undefined;
  readonly conditional: boolean;
}

export interface RecordReading {
  readonly record: DnsRecord;
  readonly faults: readonly RdataFault[];
}

/** Owner, TTL, class, type, and one more RDATA word than fits, because each has at least one octet. RFC 1035 §3.2.1. */
const MOST_WORDS = 4 + MAX_RDATA + 1;
/** The longest possible source text of RDATA, with `\DDD` for each octet. Anything longer is not read to its end. */
const MOST_TYPED = 4 * MAX_RDATA + 4;

/** The whole record, with the range of every part. `undefined` if the entry has no type. */
export function readRecord(entry: ZoneEntry): RecordReading | undefined {
  const { text, start, anchor } = entry;
  const words = zoneWordsOf(text, start, entry.end, MOST_WORDS);
  const header = entryHeader(text, words, entry.hasOwner);
  if (header === undefined) return undefined;
  const { typeWord, ttlWord, first } = header;
  const tokens = words.slice(first).map((word) => tokenOf(text, word, start));
  const at = (word: ZoneWord): Range => rangeOf(word.start - start, word.end - start);
  const typed = text.slice(typeWord.start, typeWord.end);
  const code = typeCode(typed);
  const type = code === undefined ? typed.toUpperCase() : typeMnemonic(code);
  const length = entry.end - start;
  const last = tokens[tokens.length - 1];
  const rdataRange =
    tokens[0] === undefined || last === undefined
      ? rangeOf(length, length)
      : rangeOf(tokens[0].range.start, last.range.end);
  const reading = readRdata(type, tokens, {
    origin: entry.context.origin,
    complete: (name) => absoluteName(name, entry.context.origin, entry.context.dialect, 'target'),
    end: rangeOf(rdataRange.end, rdataRange.end),
  });
  let rdata = reading.rdata;
  const comment = rdata.kind === 'text' && last?.quoted === false ? commentAfter(entry) : undefined;
  if (rdata.kind === 'text' && comment !== undefined) rdata = { ...rdata, comment };
  const ownerWord = entry.hasOwner ? words[0] : undefined;
  const record: DnsRecord = {
    anchor,
    owner: entry.owner,
    ownerText: ownerWord === undefined ? undefined : tokenOf(text, ownerWord, start).value,
    type,
    typeRange: at(typeWord),
    ttl: entry.ttl,
    ttlRange: ttlWord === undefined ? undefined : at(ttlWord),
    rdata,
    range: rangeOf(0, length),
    rdataRange,
    conditional: entry.conditional,
  };
  return { record, faults: reading.faults };
}

interface Header {
  readonly typeWord: ZoneWord;
  readonly ttlWord: ZoneWord | undefined;
  /** Index of the first word of the RDATA. */
  readonly first: number;
}

/** Reads `[TTL] [class] type` as the scanner does. */
export function entryHeader(text: string, words: readonly ZoneWord[], hasOwner: boolean): Header | undefined {
  let ttlWord: ZoneWord | undefined;
  let ttlSeen = false;
  let classSeen = false;
  for (let i = hasOwner ? 1 : 0; i < words.length; i++) {
    const word = words[i];
    if (word === undefined || word.quoted) return undefined;
    if (isAge(text, word.start, word.end)) continue;
    if (!ttlSeen && parseTtlRange(text, word.start, word.end) >= 0) {
      ttlWord = word;
      ttlSeen = true;
      continue;
    }
    if (!classSeen && isClass(text, word.start, word.end)) {
      classSeen = true;
      continue;
    }
    if (isTemplated(text, word.start, word.end) && typeAhead(text, words, i + 1)) {
      ttlWord ??= word;
      continue;
    }
    return { typeWord: word, ttlWord, first: i + 1 };
  }
  return undefined;
}

function tokenOf(text: string, word: ZoneWord, anchor: number): RdataToken {
  const closed = word.quoted && word.end - word.start > 1 && text.charCodeAt(word.end - 1) === 0x22;
  const start = word.quoted ? word.start + 1 : word.start;
  const end = closed ? word.end - 1 : word.end;
  return {
    value: decodeWord(text, start, Math.min(end, start + MOST_TYPED), anchor),
    raw: text.slice(start, end),
    quoted: word.quoted,
    range: rangeOf(word.start - anchor, word.end - anchor),
  };
}

/** The comment directly after the entry, on its line. */
function commentAfter(entry: ZoneEntry): MappedText | undefined {
  const { text, end, start } = entry;
  const match = /[ \t]*;[^\r\n]*/y;
  match.lastIndex = end;
  const found = match.exec(text);
  if (found === null) return undefined;
  const sign = end + found[0].indexOf(';');
  return decodeWord(text, sign, end + found[0].length, start);
}
