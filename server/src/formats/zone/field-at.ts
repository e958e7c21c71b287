import { isAtOrBelow, isKnown, relativeTo, type DomainName } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import { fieldNameAt, type AliasEntry, type TypedField } from '../../records/typed-field.ts';
import { rangeOf, shift, type Range } from '../../text/range.ts';
import type { ZoneBlock } from './block.ts';
import type { Context } from './context.ts';
import { nameFromText } from './names.ts';
import { insideWord, zoneWordsOf, type ZoneWord } from './words.ts';

/** An entry, or a line that is not one yet. Offsets in the block. */
interface Entry {
  readonly start: number;
  /** The end of an entry that continues on other lines; otherwise 0. */
  readonly end: number;
  readonly context: Context;
  /** The owner that it inherits if it has none of its own. */
  readonly inherited: DomainName | undefined;
}

/** The field at an offset of the block, which starts at `base` in the document. */
export function zoneFieldAt(block: ZoneBlock, offset: number, base: number): TypedField | undefined {
  const { text } = block;
  const entry = entryAt(block, offset);
  const end = Math.max(entry.end, endOfLine(text, offset));
  const words = zoneWordsOf(text, entry.start, end);
  const current = words.find(({ start, end }) => start <= offset && offset <= end);
  const before = words.filter(({ end }) => end < offset);
  const last = before.at(-1)?.end ?? entry.start;
  // Between words are white space and parentheses; a comment extends to the end of its line.
  if (current === undefined && isInComment(text.slice(last, offset))) return undefined;
  if (text[entry.start] === '$') return undefined;
  if (current !== undefined && !isPlain(text, current)) return undefined;
  const after = words.slice(before.length + (current === undefined ? 0 : 1));
  const header = headerOf(text, entry, before);
  const range = current === undefined ? rangeOf(offset, offset) : rangeOf(current.start, current.end);
  const place = placeIn(text, header, range, after);
  if (place === undefined || text.slice(range.start, offset).includes('\n')) return undefined;
  const { context } = entry;
  return {
    ...place,
    range: shift(range, base),
    owner: header.owner !== undefined && isKnown(header.owner) ? header.owner : undefined,
    type: header.type,
    origin: isKnown(context.origin) ? context.origin : undefined,
    isQuoted: false,
    write: (name) => written(name, context.origin),
    ...(place.part === 'owner' && after.length === 0 && { writeAliases: aliasesIn(context) }),
  };
}

/** The entry that contains the offset, or otherwise the line. */
function entryAt(block: ZoneBlock, offset: number): Entry {
  const { text } = block;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const index = lastEntryBefore(block, offset);
  if (index >= 0) {
    const start = block.startAt(index);
    const isHeld =
      start < lineStart &&
      (block.endAt(index) > lineStart || isOpen(text, start, Math.min(block.endAt(index), lineStart)));
    const inherited = index > 0 ? block.ownerAt(index - 1) : block.before.owner;
    if (isHeld || start >= lineStart) {
      const from = isHeld ? startOfLine(text, start) : lineStart;
      return { start: from, end: block.endAt(index), context: block.contextAt(index), inherited };
    }
  }
  const context = index + 1 < block.size ? block.contextAt(index + 1) : block.after.context;
  return {
    start: lineStart,
    end: 0,
    context: index < 0 ? block.before.context : context,
    inherited: index < 0 ? block.before.owner : block.ownerAt(index),
  };
}

function lastEntryBefore(block: ZoneBlock, offset: number): number {
  let low = 0;
  let high = block.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (startOfLine(block.text, block.startAt(middle)) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** Whether a parenthesis is open at the end of the text of an entry. */
function isOpen(text: string, start: number, end: number): boolean {
  let depth = 0;
  for (const [sign] of text.slice(start, end).matchAll(/"(?:[^"\\\n]|\\[^])*"?|\\[^]|;[^\n]*|[()]/g)) {
    if (sign === '(') depth++;
    else if (sign === ')') depth = Math.max(0, depth - 1);
  }
  return depth > 0;
}

function isInComment(between: string): boolean {
  return between.slice(between.lastIndexOf('\n') + 1).includes(';');
}

/** A word whose value is its source text, without quotes, escapes, templates or other characters. */
const PLAIN = /^[\w.@*-]*$/;

function isPlain(text: string, word: ZoneWord): boolean {
  return !word.quoted && PLAIN.test(text.slice(word.start, word.end));
}

const CLASS_OR_TTL = /^(?:IN|CH|HS|\d[\dsmhdw]*)$/i;

interface Header {
  readonly hasOwnOwner: boolean;
  readonly owner: DomainName | undefined;
  readonly type: string | undefined;
  /** The number of data words. */
  readonly data: number;
  readonly isStart: boolean;
}

/** The meaning of the words before the cursor. */
function headerOf(text: string, { start, context, inherited }: Entry, before: readonly ZoneWord[]): Header {
  const hasOwnOwner = !/[ \t(]/.test(text[start] ?? '\n') && before.length > 0;
  const [first] = before;
  let owner = inherited;
  if (hasOwnOwner && first !== undefined) {
    const typed: Range = insideWord(text, first);
    owner = nameFromText(text, typed.start, typed.end, context, 'owner');
  }
  const rest = before.slice(hasOwnOwner ? 1 : 0);
  const type = rest.findIndex((word) => !CLASS_OR_TTL.test(text.slice(word.start, word.end)));
  const named = rest[type];
  return {
    hasOwnOwner,
    owner,
    type: named && text.slice(named.start, named.end).toUpperCase(),
    data: named === undefined ? 0 : rest.length - type - 1,
    isStart: before.length === 0,
  };
}

function placeIn(
  text: string,
  { type, data, isStart }: Header,
  range: Range,
  after: readonly ZoneWord[],
): Pick<TypedField, 'part' | 'field'> | undefined {
  if (isStart && (range.start === 0 || text[range.start - 1] === '\n'))
    return { part: 'owner', field: undefined };
  const typed = text.slice(range.start, range.end);
  if (type !== undefined) {
    // A word inserted between two words would move the next ones to other fields.
    return typed === '' && after.length > 0 ? undefined : { part: 'data', field: fieldNameAt(type, data) };
  }
  if (!/^(?:[A-Za-z]\w*)?$/.test(typed)) return undefined;
  // The type is already there, after the cursor.
  const next = after.map(({ start, end }) => text.slice(start, end)).find((word) => !CLASS_OR_TTL.test(word));
  if (next !== undefined && typeCode(next) !== undefined) return undefined;
  return { part: 'type', field: undefined };
}

/** Writes aliases as lines. They keep the default TTL and the class. */
function aliasesIn({ origin }: Context): TypedField['writeAliases'] {
  const lineOf = ({ owner, target }: AliasEntry): string =>
    `${written(owner, origin)} IN CNAME ${written(target, origin)}`;
  return (aliases) => aliases.map(lineOf).join('\n');
}

function written(name: DomainName, origin: DomainName): string {
  if (!isKnown(origin) || !isAtOrBelow(name, origin)) return `${name}.`;
  return relativeTo(name, origin) || '@';
}
