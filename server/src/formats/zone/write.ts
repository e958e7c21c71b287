import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import type { DomainName } from '../../dns/names.ts';
import type { RecordChange } from '../../records/format.ts';
import type { CharacterString, DnsRecord, TextRdata } from '../../records/record.ts';
import type { Edit } from '../../text/edit.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import { countUpTo } from '../../text/range-union.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { ZoneBlock } from './block.ts';
import { encode, encodeName, encodeStrings, isBareWord } from './encode.ts';

/** The edits that make `change`, with offsets in the block's text; see `RecordDocument.write`. */
export function writeZoneChange(
  block: ZoneBlock,
  index: number,
  change: RecordChange,
  /** The record after the block's last one takes its owner name from that one. */
  inheritedBeyond: boolean,
): readonly Edit[] | undefined {
  const record = block.recordToWrite(index);
  if (record === undefined) return undefined;
  const anchor = block.startAt(index);
  const inherited = index + 1 < block.size ? block.inheritsOwnerAt(index + 1) : inheritedBeyond;
  const edits = writeFromAnchor(block, index, record, change, inherited);
  return edits?.map((edit) => ({
    range: rangeOf(edit.range.start + anchor, edit.range.end + anchor),
    text: edit.text,
  }));
}

/** Offsets from the record's anchor. */
function writeFromAnchor(
  block: ZoneBlock,
  index: number,
  record: DnsRecord,
  change: RecordChange,
  /** Whether the next record inherits its owner from this one. */
  inherited: boolean,
): readonly Edit[] | undefined {
  switch (change.kind) {
    case 'replace':
      return record.rdata.kind === 'text' ? replaceInStrings(record.rdata, change.edits) : undefined;
    case 'set-strings':
      return record.rdata.kind === 'text'
        ? setStrings(
            record.rdata,
            change.strings,
            change.comment === 'remove',
            block.text.slice(block.startAt(index)),
          )
        : undefined;
    case 'rename-owner': {
      const owner = ownerRange(block, index);
      const name = ownerText(block, index, change.name);
      if (owner === undefined || name === undefined || inherited) return undefined;
      return [{ range: owner, text: name }];
    }
    case 'set-name': {
      const name = change.name === '' ? '.' : `${change.name}.`;
      return encodeName(change.name, '') === undefined
        ? undefined
        : [{ range: change.field.range, text: name }];
    }
    case 'set-labels': {
      const place = nameText(record, change.of)?.toSource(change.range);
      return place && isBareWord(change.text) ? [{ range: place, text: change.text }] : undefined;
    }
    case 'set-field':
      return isBareWord(change.text) ? [{ range: change.field.range, text: change.text }] : undefined;
    case 'set-type':
      return [{ range: record.typeRange, text: change.type }];
    case 'set-ttl': {
      if (record.ttlRange !== undefined) return [{ range: record.ttlRange, text: String(change.seconds) }];
      const { start } = record.typeRange;
      return [{ range: rangeOf(start, start), text: `${change.seconds} ` }];
    }
    case 'show-itself':
      return undefined;
    case 'remove':
      return remove(block, index, inherited);
    case 'comment': {
      const start = lineStart(block.text, block.startAt(index)) - block.startAt(index);
      return [{ range: rangeOf(start, start), text: `; ${oneLine(change.text)}${eolOf(block)}` }];
    }
    case 'add': {
      if (inherited && change.owner !== record.owner) return undefined;
      const owner = ownerText(block, index, change.owner);
      const data =
        change.data ?? allDefined((change.strings ?? []).map((text) => encodeStrings(text)))?.join(' ');
      if (owner === undefined || data === undefined) return undefined;
      const end = lineEnd(block.text, block.endAt(index)) - block.startAt(index);
      return [{ range: rangeOf(end, end), text: `${eolOf(block)}${owner} IN ${change.type} ${data}` }];
    }
  }
}

/** The source text of the owner or of a field. */
function nameText(
  { ownerText, rdata }: DnsRecord,
  of: 'owner' | { readonly field: number },
): MappedText | undefined {
  if (of === 'owner') return ownerText;
  return rdata.kind === 'fields' ? rdata.fields[of.field]?.text : undefined;
}

/** A name as an owner in the style of the file: absolute if the owner before it is, or if the dialect requires it. */
function ownerText(block: ZoneBlock, index: number, name: DomainName): string | undefined {
  const { origin, dialect } = block.contextAt(index);
  const isAbsolute = dialect.undotted === 'all' || block.isOwnerAbsoluteAt(index);
  return encodeName(name, isAbsolute ? '' : origin);
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Removes anything that would end the comment or be invisible in it. */
function oneLine(text: string): string {
  return text.replace(/[\0-\x1f\x7f]+/g, ' ');
}

function eolOf(block: ZoneBlock): string {
  const { text } = block;
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
}

/** The new content of each string. Strings that an edit crosses are joined into the first of them. */
function replaceInStrings(
  rdata: TextRdata,
  edits: readonly { readonly range: Range; readonly text: string }[],
): readonly Edit[] | undefined {
  const result: Edit[] = [];
  for (const group of groupsOf(rdata.strings, edits)) {
    const strings = rdata.strings.slice(group.from, group.to + 1);
    const at = startOf(rdata.strings, group.from);
    let value = strings.map((string) => string.value.text).join('');
    for (const edit of [...group.edits].reverse()) {
      value = value.slice(0, edit.range.start - at) + edit.text + value.slice(edit.range.end - at);
    }
    const only = strings[0];
    if (only === undefined) return undefined;
    const direct = strings.length === 1 ? editWithin(only, at, group.edits, value) : undefined;
    if (direct !== undefined) {
      result.push(...direct);
    } else {
      const encoded = encodeStrings(value);
      if (encoded === undefined) return undefined;
      strings.forEach((string, i) => result.push({ range: string.range, text: i === 0 ? encoded : '' }));
    }
  }
  return result;
}

interface Group {
  from: number;
  to: number;
  readonly edits: { readonly range: Range; readonly text: string }[];
}

/** Groups edits by the strings that they touch. An insertion between two strings goes to the end of the first. */
function groupsOf(
  strings: readonly CharacterString[],
  edits: readonly { readonly range: Range; readonly text: string }[],
): readonly Group[] {
  const groups: Group[] = [];
  for (const edit of edits) {
    const from = stringAt(strings, edit.range.start, edit.range.start === edit.range.end);
    const to = Math.max(from, stringAt(strings, edit.range.end, true));
    const last = groups[groups.length - 1];
    if (last !== undefined && from <= last.to) {
      last.to = Math.max(last.to, to);
      last.edits.push(edit);
    } else {
      groups.push({ from, to, edits: [edit] });
    }
  }
  return groups;
}

/** For lists of strings: where each ends in the value. A record of thousands of strings may have as many fixes. */
const knownEnds = new WeakMap<readonly CharacterString[], readonly number[]>();

function endsOf(strings: readonly CharacterString[]): readonly number[] {
  let ends = knownEnds.get(strings);
  if (ends === undefined) {
    let end = 0;
    ends = strings.map(({ value }) => (end += value.length));
    knownEnds.set(strings, ends);
  }
  return ends;
}

/** Index of the string that contains the offset. At a boundary, it is the string before (`left`) or after it. */
function stringAt(strings: readonly CharacterString[], offset: number, left: boolean): number {
  const index = countUpTo(endsOf(strings), left ? offset - 1 : offset);
  return Math.max(0, Math.min(index, strings.length - 1));
}

function startOf(strings: readonly CharacterString[], index: number): number {
  return endsOf(strings)[index - 1] ?? 0;
}

/** The smallest possible edits in the text of one string, which is otherwise unchanged. */
function editWithin(
  string: CharacterString,
  at: number,
  edits: readonly { readonly range: Range; readonly text: string }[],
  value: string,
): readonly Edit[] | undefined {
  if (value.length > MAX_CHARACTER_STRING) return undefined;
  if (!string.quoted && !isBareWord(value)) return undefined;
  const result: Edit[] = [];
  for (const edit of edits) {
    const source = string.value.toSource(rangeOf(edit.range.start - at, edit.range.end - at));
    const place = source ?? (string.value.length === 0 ? inside(string) : undefined);
    const text = encode(edit.text);
    if (place === undefined || text === undefined) return undefined;
    result.push({ range: place, text });
  }
  return result;
}

function inside(string: CharacterString): Range {
  const start = string.range.start + (string.quoted ? 1 : 0);
  return rangeOf(start, start);
}

function setStrings(
  rdata: TextRdata,
  strings: readonly string[],
  overComment: boolean,
  /** The text from the record's anchor on. */
  text: string,
): readonly Edit[] | undefined {
  const encoded = allDefined(strings.map((text) => encodeStrings(text)));
  const first = rdata.strings[0];
  if (encoded === undefined || first === undefined) return undefined;
  const edits: Edit[] = [];
  // One by one, so that comments and line ends between the strings are kept.
  rdata.strings.forEach((string, i) => {
    const isLast = i === rdata.strings.length - 1;
    const written = isLast ? encoded.slice(i).join(' ') : (encoded[i] ?? '');
    const before = rdata.strings[i - 1];
    const whitespaceBefore =
      before !== undefined && /^[ \t]*$/.test(text.slice(before.range.end, string.range.start));
    const start = written === '' && whitespaceBefore ? before.range.end : string.range.start;
    edits.push({ range: rangeOf(start, string.range.end), text: written });
  });
  if (overComment && rdata.comment !== undefined) {
    const last = rdata.strings[rdata.strings.length - 1];
    const comment = rdata.comment.toSource(rangeOf(0, rdata.comment.length));
    if (last === undefined || comment === undefined) return undefined;
    edits.push({ range: rangeOf(last.range.end, comment.end), text: '' });
  }
  return edits;
}

function ownerRange(block: ZoneBlock, index: number): Range | undefined {
  if (!block.hasOwnOwnerAt(index)) return undefined;
  const owner = block.record(index)?.ownerText;
  return owner?.toSource(rangeOf(0, owner.length));
}

function remove(block: ZoneBlock, index: number, inherited: boolean): readonly Edit[] | undefined {
  const anchor = block.startAt(index);
  const { text } = block;
  if (block.hasOwnOwnerAt(index) && inherited) {
    // The owner is kept for the next record.
    const owner = ownerRange(block, index);
    if (owner === undefined || index + 1 >= block.size) return undefined;
    const next = block.startAt(index + 1) - anchor;
    const between = text.slice(block.endAt(index), block.startAt(index + 1));
    if (!/^\s*$/.test(between)) return undefined;
    const space = /^[ \t]+/.exec(text.slice(anchor + owner.end))?.[0] ?? ' ';
    return [{ range: rangeOf(owner.end, next), text: space }];
  }
  const start = text.lastIndexOf('\n', anchor - 1) + 1;
  const end = lineEnd(text, block.endAt(index));
  const next = text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
  return [{ range: rangeOf(start - anchor, next - anchor), text: '' }];
}

function lineEnd(text: string, from: number): number {
  const eol = text.indexOf('\n', from);
  if (eol < 0) return text.length;
  return text.charCodeAt(eol - 1) === 0x0d ? eol - 1 : eol;
}

function allDefined<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  const defined = items.filter((item) => item !== undefined);
  return defined.length === items.length ? defined : undefined;
}
