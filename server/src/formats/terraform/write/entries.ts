import { escapeString } from '../../../records/text-forms.ts';
import type { RecordEdit } from '../../../records/document.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Page } from './siblings.ts';
import type { Declaration } from './declaration.ts';
import type { Entries } from './enclosure.ts';
import { escapeTemplate } from './literal.ts';
import { elementLines, ownLines } from './whole-lines.ts';

/** Whether strings and list separators are those of JSON. */
export function isJsonPage({ path }: Pick<Page, 'path'>): boolean {
  return path.endsWith('.json');
}

export function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** A string in the syntax of the file, including its quotes. */
export function stringIn(page: Pick<Page, 'path'>, text: string): string {
  const escaped = escapeTemplate(text);
  return isJsonPage(page) ? JSON.stringify(escaped) : `"${escapeString(escaped)}"`;
}

/** The members of an HCL object may be separated only by line endings. */
export type Separator = 'comma' | 'line';

/** Adds an entry after another one: on the same line, or on lines of its own if that one has its own lines. */
export function insertEntry(
  { page, base, item }: Declaration<unknown>,
  entries: Entries,
  index: number,
  text: string,
  separator: Separator,
): readonly RecordEdit[] | undefined {
  const entry = entries.elements[index]?.range;
  if (entry === undefined) return undefined;
  const insertion = (point: number, inserted: string): RecordEdit => ({
    path: page.path,
    range: rangeOf(base + point, base + point),
    text: inserted,
  });
  const lines = ownLines(item.text, entries, index);
  if (lines === undefined) return [insertion(entry.end, `, ${text}`)];
  const isJson = isJsonPage(page);
  const line = `${eolOf(page.content)}${lines.indent}${text}`;
  if (separator === 'line' && !isJson && lines.comma === undefined) return [insertion(lines.end, line)];
  if (lines.comma !== undefined) return [insertion(lines.end, `${line},`)];
  const closed = isJson ? line : `${line},`;
  // One insertion: two at the same place have no order.
  if (lines.end === entry.end) return [insertion(entry.end, `,${closed}`)];
  return [insertion(entry.end, ','), insertion(lines.end, closed)];
}

/** Removes an entry, of at least two; `undefined` if there is a comment in between. */
export function removeEntry(
  { page, base, item }: Declaration<unknown>,
  entries: Entries,
  index: number,
): readonly RecordEdit[] | undefined {
  const range = elementLines(item.text, entries, index, isJsonPage(page));
  return range && [{ path: page.path, range: rangeOf(base + range.start, base + range.end), text: '' }];
}
