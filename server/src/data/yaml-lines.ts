import type { Edit } from '../text/edit.ts';
import { rangeOf, type Range } from '../text/range.ts';
import type { DataEntry, DataList, DataNode } from './node.ts';

/** The start of the line that contains an offset. */
export function lineStart(source: string, offset: number): number {
  return source.lastIndexOf('\n', offset - 1) + 1;
}

/** The start of the line after an offset, or the end of the text if there is none. */
export function nextLine(source: string, offset: number): number {
  const feed = source.indexOf('\n', offset);
  return feed < 0 ? source.length : feed + 1;
}

/** Spaces as wide as the text before the offset on its line. */
export function indentOf(source: string, offset: number): string {
  return ' '.repeat(offset - lineStart(source, offset));
}

/** The end of the content of a node, without the blank lines and comments after it. */
export function contentEnd(source: string, node: DataNode): number {
  if (node.kind === 'map' && !node.isFlow) {
    const own = node.entries.filter(({ isMerged }) => !isMerged);
    return Math.max(node.range.start, ...own.map((entry) => entryEnd(source, entry)));
  }
  if (node.kind === 'list' && !node.isFlow)
    return Math.max(
      node.range.start,
      ...node.items.map((item) => Math.min(node.range.end, contentEnd(source, item))),
    );
  const { start, end } = node.range;
  return start + source.slice(start, end).trimEnd().length;
}

export function entryEnd(source: string, { key, value, range }: DataEntry): number {
  // The target of an alias is elsewhere.
  const isHere = value.range.start >= range.start && value.range.end <= range.end;
  return isHere ? Math.max(key.range.end, contentEnd(source, value)) : range.end;
}

/** The start of a node, including the tag and the anchor before it on its line. */
export function nodeStart(source: string, { range }: DataNode): number {
  const start = lineStart(source, range.start);
  const found = /(?:(?<![^\s,[{])[!&][^\s,[\]{}]*[ \t]+){1,2}$/.exec(source.slice(start, range.start));
  return found === null ? range.start : start + found.index;
}

/** The offset of the dash of an item of a block list. */
export function dashOf(source: string, item: DataNode): number | undefined {
  const itemStart = nodeStart(source, item);
  const start = lineStart(source, itemStart);
  const found = /-[ \t]+$/.exec(source.slice(start, itemStart));
  return found === null ? undefined : start + found.index;
}

/** The edit that removes an item from a list of several; `undefined` if the item is elsewhere or shares its lines. */
export function removeItem(source: string, list: DataList, index: number): Edit | undefined {
  const item = list.items[index];
  const next = list.items[index + 1];
  const before = list.items[index - 1];
  if (item === undefined || !isWithin(item.range, list.range)) return undefined;
  if (list.isFlow) {
    if (next !== undefined)
      return { range: rangeOf(nodeStart(source, item), nodeStart(source, next)), text: '' };
    return before && { range: rangeOf(before.range.end, item.range.end), text: '' };
  }
  const dash = dashOf(source, item);
  if (dash === undefined) return undefined;
  if (source.slice(lineStart(source, dash), dash).trim() === '')
    return { range: wholeLines(source, rangeOf(dash, contentEnd(source, item))), text: '' };
  // The first item follows the key of the list: `: - type: MX`.
  const nextDash = next && dashOf(source, next);
  return nextDash === undefined ? undefined : { range: rangeOf(dash, nextDash), text: '' };
}

/** The lines of a range, with their line ends. */
export function wholeLines(source: string, { start, end }: Range): Range {
  return rangeOf(lineStart(source, start), nextLine(source, end));
}

function isWithin(inner: Range, outer: Range): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** The edit that adds an item after the last one. `item` is its lines, the first one without indentation. */
export function appendItem(source: string, list: DataList, item: string): Edit | undefined {
  const last = list.items.at(-1);
  if (last === undefined || !isWithin(last.range, list.range)) return undefined;
  if (list.isFlow) return { range: rangeOf(last.range.end, last.range.end), text: `, ${item}` };
  const dash = dashOf(source, last);
  if (dash === undefined) return undefined;
  const indent = indentOf(source, dash);
  return insertLines(source, contentEnd(source, last), `${indent}- ${indented(item, `${indent}  `)}`);
}

/** The edit that inserts lines after the line that contains an offset. */
export function insertLines(source: string, offset: number, lines: string): Edit {
  const at = nextLine(source, offset);
  const isEnded = at === 0 || source[at - 1] === '\n';
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const text = lines.replaceAll('\n', eol);
  return { range: rangeOf(at, at), text: isEnded ? text + eol : eol + text };
}

/** Indents all lines but the first. */
export function indented(lines: string, indent: string): string {
  return lines.replaceAll('\n', `\n${indent}`);
}

/**
 * The edits that turn a range of whole lines into a list item: `- ` before its first character, and two spaces before its other
 * lines.
 */
export function asItem(source: string, start: number, end: number): readonly Edit[] {
  const edits: Edit[] = [{ range: rangeOf(start, start), text: '- ' }];
  for (let at = nextLine(source, start); at < end; at = nextLine(source, at)) {
    // Empty lines stay empty.
    if (source.slice(at, nextLine(source, at)).trim() !== '')
      edits.push({ range: rangeOf(at, at), text: '  ' });
  }
  return edits;
}
