import { HOLE, type MappedText } from '../../text/mapped-text.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { parseTagList, type Tag } from '../tag-list.ts';
import type { DkimRecord, DkimTag, DkimWord, DkimTagFault, DkimTagName } from './model.ts';

/** A DKIM tag list, in which tags that lack a separator are split. RFC 6376 §3.2. */
export interface TagReading {
  readonly tags: readonly DkimTag[];
  readonly faults: readonly DkimTagFault[];
}

const TAG_NAMES = 'vkpnhstg';

/** Reads any text. */
export function readTags(value: MappedText): TagReading {
  const text = withoutOuterQuotes(value.text);
  const list = parseTagList(text);
  const faults: DkimTagFault[] = emptyTags(text);
  const cut = list.tags.flatMap((tag) => cutApart(withoutBackslash(tag, text), text, value.joints));
  const names = new Set(cut.map((piece) => piece.tag.name));
  const tags = cut.map(({ tag, runsOn }) => withMeaning(tag, meantName(tag, names), runsOn));
  tags.forEach((tag, i) => {
    const before = tags[i - 1];
    if (before?.runsOn !== true) return;
    const range = headOf(tag, text);
    faults.push({ code: 'missing-semicolon', range, before: before.name, after: tag.name });
  });
  for (const { text: stray, range } of list.strays) {
    if (stray.includes(HOLE) || visible(stray) === '') continue;
    faults.push({ code: 'stray', range, text: stray });
  }
  return { tags, faults: [...faults, ...nameFaults(tags)] };
}

/**
 * If the whole text is in quotes, a rule for all TXT records reports that single fault. Here, such quotes are read as spaces, so
 * that nothing else is reported.
 */
function withoutOuterQuotes(text: string): string {
  const trimmed = text.trim();
  const quoted = trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"');
  return quoted ? text.replaceAll('"', ' ') : text;
}

/** `k=rsa\;`: the backslash belongs to the ";", and a rule for all TXT records reports it. */
function withoutBackslash(tag: Tag, text: string): Tag {
  const end = tag.valueRange.end - 1;
  if (tag.separator !== end + 1 || text[end] !== '\\') return tag;
  return tagAt(text, tag.nameRange, rangeOf(tag.valueRange.start, end), tag.separator);
}

/** Each ";" that does not end a tag. The grammar requires a tag between 2 of them. */
function emptyTags(text: string): DkimTagFault[] {
  const faults: DkimTagFault[] = [];
  for (let at = text.indexOf(';'); at >= 0; at = text.indexOf(';', at + 1)) {
    let before = at - 1;
    while (isWhitespace(text, before)) before--;
    if (before < 0 || text[before] === ';') faults.push({ code: 'empty-tag', range: rangeOf(at, at + 1) });
  }
  return faults;
}

interface Piece {
  readonly tag: Tag;
  readonly runsOn: boolean;
}

/** Complete values, so that a name directly after one starts the next tag. */
const COMPLETE: Readonly<Record<string, RegExp>> = {
  v: /^DKIM1(?=[khpstng]\s*=)/,
  k: /^(?:rsa|ed25519)(?=[vhpstng]\s*=)/,
  h: /^sha(?:1|256)(?::sha(?:1|256))*(?=[vkpstng]\s*=)/,
  s: /^(?:email|\*)(?=[vkhptng]\s*=)/,
  t: /^[ys](?::[ys])*(?=[vkhpsng]\s*=)/,
  // Base64 consists of letters, so only text that cannot be its end is read as a tag.
  p: /^[A-Za-z0-9+/\s]{40,}?=*(?=(?:t=[ys](?::[ys])?|k=(?:rsa|ed25519)|s=(?:email|\*)|h=sha256)$)/,
};

/** `v=DKIM1 k=rsa p=…` is one tag to a verifier. It is split where the name of a known tag and "=" follow. */
function cutApart(tag: Tag, text: string, joints: readonly number[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = tag;
  for (;;) {
    const cut = cutIn(rest, joints);
    if (cut === undefined) break;
    const value = rangeOf(rest.valueRange.start, cut.end);
    pieces.push({ tag: tagAt(text, rest.nameRange, value, undefined), runsOn: true });
    const name = rangeOf(cut.next, cut.next + 1);
    const { end } = tag.valueRange;
    const start = Math.min(skipWhitespace(text, text.indexOf('=', name.end) + 1), end);
    rest = tagAt(text, name, rangeOf(start, end), tag.separator);
  }
  return [...pieces, { tag: rest, runsOn: false }];
}

const NEXT = { afterWhitespace: /(?<![\s,])[\s,]+(?=[vkpnhstg]\s*=)/, here: /[vkpnhstg]\s*=/y };
/** Base64 can contain spaces and "=", so text in it is read as a tag only if it has a value. */
const NEXT_WITH_VALUE = {
  afterWhitespace: /(?<![\s,])[\s,]+(?=[vkpnhstg]\s*=\s*[^\s=;])/,
  here: /[vkpnhstg]\s*=\s*[^\s=;]/y,
};

/** Where the value ends and the name of the next tag begins. */
interface Cut {
  readonly end: number;
  readonly next: number;
}

function cutIn(tag: Tag, joints: readonly number[]): Cut | undefined {
  const name = tag.name.replace(/\W+/g, '').toLowerCase();
  // A note can have any text.
  if (!isTagName(name) || name === 'n' || !tag.value.includes('=')) return undefined;
  const { start, end } = tag.valueRange;
  const glued = COMPLETE[name]?.exec(tag.value)?.[0];
  if (glued !== undefined) return { end: start + glued.length, next: start + glued.length };
  const next = name === 'p' ? NEXT_WITH_VALUE : NEXT;
  const afterWhitespace = next.afterWhitespace.exec(tag.value);
  const cuts: Cut[] = [];
  if (afterWhitespace !== null) {
    const at = start + afterWhitespace.index;
    cuts.push({ end: at, next: at + afterWhitespace[0].length });
  }
  for (const joint of joints) {
    if (joint <= start || joint >= end) continue;
    next.here.lastIndex = joint - start;
    if (next.here.test(tag.value)) cuts.push({ end: joint, next: joint });
  }
  return cuts.sort((a, b) => a.next - b.next)[0];
}

function tagAt(text: string, nameRange: Range, valueRange: Range, separator: number | undefined): Tag {
  const value = text.slice(valueRange.start, valueRange.end);
  return {
    name: text.slice(nameRange.start, nameRange.end),
    nameRange,
    value,
    valueRange,
    range: rangeOf(nameRange.start, valueRange.end),
    separator,
    hasHole: value.includes(HOLE),
  };
}

function skipWhitespace(text: string, at: number): number {
  while (isWhitespace(text, at)) at++;
  return at;
}

function isWhitespace(text: string, at: number): boolean {
  const c = text[at];
  return c === ' ' || c === '\t' || c === '\r' || c === '\n';
}

function headOf(tag: Tag, text: string): Range {
  return rangeOf(tag.nameRange.start, text.indexOf('=', tag.nameRange.end) + 1);
}

/** Copies field by field, because spreading would dominate the time for a file with thousands of keys. */
function withMeaning(tag: Tag, meant: DkimTagName | undefined, runsOn: boolean): DkimTag {
  const { name, nameRange, value, valueRange, range, separator, hasHole } = tag;
  return { name, nameRange, value, valueRange, range, separator, hasHole, meant, runsOn };
}

function meantName({ name, value }: Tag, names: ReadonlySet<string>): DkimTagName | undefined {
  if (isTagName(name)) return name;
  if (name.includes(HOLE)) return undefined;
  const letters = name.replace(/\W+/g, '');
  for (const near of [letters, letters.toLowerCase()]) {
    if (isTagName(near) && !names.has(near)) return near;
  }
  return !names.has('p') && !names.has('P') && isKeyData(value) ? 'p' : undefined;
}

/** Whether it looks like a value for `p=`: the base64 of a DER sequence that is long enough. */
export function isKeyData(text: string): boolean {
  return /^MI[A-Za-z0-9+/\s]{60,}=*$/.test(text);
}

function isTagName(name: string): name is DkimTagName {
  return name.length === 1 && TAG_NAMES.includes(name);
}

function nameFaults(tags: readonly DkimTag[]): DkimTagFault[] {
  const faults: DkimTagFault[] = [];
  const firsts = new Map<string, DkimTag>();
  for (const tag of tags) {
    const { name, nameRange, range, meant } = tag;
    if (name.includes(HOLE)) continue;
    const first = firsts.get(name);
    if (first !== undefined) {
      faults.push({ code: 'duplicate-tag', range, name, tag, first });
      continue;
    }
    firsts.set(name, tag);
    const typed = visible(name);
    if (typed === meant) continue;
    if (!/^[A-Za-z]\w*$/.test(typed)) {
      const place = name === '' ? range : nameRange;
      if (name !== '' && meant !== undefined)
        faults.push({ code: 'tag-name-characters', range: place, meant });
      else faults.push({ code: 'tag-name', range: place, reason: name === '' ? 'none' : 'invalid', name });
    } else if (meant === undefined) {
      faults.push({ code: 'unknown-tag', range: nameRange, name });
    } else if (typed.toLowerCase() === meant) {
      faults.push({ code: 'tag-case', range: nameRange, name, replacement: meant });
    } else {
      faults.push({ code: 'key-elsewhere', range: nameRange, name });
    }
  }
  return faults;
}

/**
 * Removes characters that are not printable ASCII: no-break spaces, zero-width characters, typographic quotes. Rules for all
 * records report them, and the tag is read as if they were absent.
 */
export function visible(text: string): string {
  return /[^\x21-\x7e]/.test(text) ? text.replace(/[^\t\n\r\x20-\x7e]+/g, '').trim() : text;
}

/** The items of a colon-separated list, without spaces around them. */
export function readWords(tag: Tag): readonly DkimWord[] {
  const words: DkimWord[] = [];
  let at = 0;
  for (const part of tag.value.split(':')) {
    const start = tag.valueRange.start + at + (part.length - part.trimStart().length);
    const text = part.trim();
    words.push({
      text: visible(text),
      range: rangeOf(start, start + text.length),
      hasHole: text.includes(HOLE),
    });
    at += part.length + 1;
  }
  return words;
}

/** The tag as receivers read it, by its exact name. Receivers ignore a tag with a similar name. */
export function exactTag({ tags }: Pick<DkimRecord, 'tags'>, name: DkimTagName): DkimTag | undefined {
  return tags.find((tag) => visible(tag.name) === name);
}
