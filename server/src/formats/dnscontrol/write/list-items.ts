import type { RecordEdit } from '../../../records/document.ts';
import { rangeOf, type Range } from '../../../text/range.ts';
import type { JoinedItem, JoinedItems } from '../domain.ts';
import { escapeScript } from '../syntax/script-text.ts';
import { wholeLiteralOf } from '../syntax/typed-place.ts';

/**
 * The edits after which the items of a list, joined, make the wanted text: items are rewritten, added and removed as a
 * whole. `undefined` if that is impossible, such as when an item is not typed in the list.
 */
export function editJoined(
  { items, separator, list }: JoinedItems,
  wanted: string,
  source: string,
): readonly RecordEdit[] | undefined {
  if (list === undefined || separator === '' || /[^\x20-\x7e]/.test(wanted)) return undefined;
  const before = items.map(textOf);
  if (before.some((text) => text === undefined || text === '' || text.includes(separator))) return undefined;
  const after = wanted.split(separator).filter((text) => text !== '');
  if (after.join(separator) !== wanted) return undefined;
  const { start, oldEnd, newEnd } = changedPart(before, after);
  const edits: RecordEdit[] = [];
  const changed = Math.min(oldEnd, newEnd);
  for (let index = start; index < changed; index++) {
    const place = typedIn(items[index], list.path);
    if (place === undefined) return undefined;
    const quote = source[place.start] ?? '"';
    edits.push({ path: list.path, range: place, text: quoted(after[index] ?? '', quote) });
  }
  for (let index = changed; index < oldEnd; index++) {
    const place = typedIn(items[index], list.path);
    const ranges = place && itemRanges(source, place, list.range);
    if (ranges === undefined) return undefined;
    for (const range of ranges) edits.push({ path: list.path, range, text: '' });
  }
  if (newEnd > changed) {
    const added = addItems(items, changed, after.slice(changed, newEnd), list.path, source);
    if (added === undefined) return undefined;
    edits.push(added);
  }
  return edits;
}

function textOf({ text }: JoinedItem): string | undefined {
  return text?.text;
}

/** The part between the common prefix and the common suffix. */
function changedPart(
  before: readonly (string | undefined)[],
  after: readonly string[],
): { readonly start: number; readonly oldEnd: number; readonly newEnd: number } {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let oldEnd = before.length;
  let newEnd = after.length;
  while (oldEnd > start && newEnd > start && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  return { start, oldEnd, newEnd };
}

/** The range of an item that is a string literal in the list itself, including its quotes. */
function typedIn(item: JoinedItem | undefined, path: string): Range | undefined {
  if (item?.place?.path !== path || item.text === undefined) return undefined;
  const literal = wholeLiteralOf(item.text)?.literal;
  const { start, end } = item.place.range;
  const isOwn = literal?.form === 'string' && literal.range.start === start && literal.range.end === end;
  return isOwn ? item.place.range : undefined;
}

function quoted(text: string, quote: string): string {
  return `${quote}${escapeScript(text, quote)}${quote}`;
}

/** Before the item at the index, or after the last one; on its own line if that one is. */
function addItems(
  items: readonly JoinedItem[],
  index: number,
  texts: readonly string[],
  path: string,
  source: string,
): RecordEdit | undefined {
  const beside = items[index] ?? items.at(-1);
  const place = beside?.place?.path === path ? beside.place.range : undefined;
  if (place === undefined) return undefined;
  const quote = /['"]/.test(source[place.start] ?? '') ? (source[place.start] ?? '"') : '"';
  const lineStart = source.lastIndexOf('\n', place.start - 1) + 1;
  const indent = source.slice(lineStart, place.start);
  const isAlone = indent.trim() === '';
  const between = isAlone ? `\n${indent}` : ' ';
  const typed = texts.map((text) => quoted(text, quote));
  if (items[index] === undefined)
    return {
      path,
      range: rangeOf(place.end, place.end),
      text: typed.map((text) => `,${between}${text}`).join(''),
    };
  return {
    path,
    range: rangeOf(place.start, place.start),
    text: typed.map((text) => `${text},${between}`).join(''),
  };
}

/** An item with the comma that belongs to it, and its line if nothing else is on it. `within` is its list or object. */
export function itemRanges(source: string, item: Range, within: Range): readonly Range[] | undefined {
  const lineStart = source.lastIndexOf('\n', item.start - 1) + 1;
  const isFirst = source.slice(lineStart, item.start).trim() === '';
  const comma = /^[ \t]*,/.exec(source.slice(item.end, within.end))?.[0].length ?? 0;
  const following = item.end + comma;
  if (comma > 0) {
    const rest = /^[ \t]*(?:\/\/[^\n]*)?\r?\n/.exec(source.slice(following, within.end))?.[0];
    if (isFirst && rest !== undefined) return [rangeOf(lineStart, following + rest.length)];
    const space = /^[ \t]*/.exec(source.slice(following, within.end))?.[0].length ?? 0;
    return [rangeOf(item.start, following + space)];
  }
  // The last one takes the comma before it, and a comment between them stays.
  const before = /,(\s*(?:\/\/[^\n]*\n\s*)*)$/.exec(source.slice(within.start, item.start));
  if (before === null) return undefined;
  const at = within.start + before.index;
  if (!(before[1] ?? '').includes('//')) return [rangeOf(at, item.end)];
  return [rangeOf(at, at + 1), rangeOf(lineStart - 1, item.end)];
}
