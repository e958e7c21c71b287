import { escapeString } from '../../../records/text-forms.ts';
import type { RecordEdit } from '../../../records/document.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Page } from './companions.ts';
import type { Declaration } from './declaration.ts';
import type { Entries } from './enclosure.ts';
import { escapeTemplate } from './literal.ts';
import { elementLines, ownLines } from './whole-lines.ts';

/** Whether strings, and what separates things in a list, are as in JSON. */
export function isJsonPage({ path }: Pick<Page, 'path'>): boolean {
  return path.endsWith('.json');
}

export function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** A string as the file has it, its quotes included. */
export function stringIn(page: Pick<Page, 'path'>, text: string): string {
  const escaped = escapeTemplate(text);
  return isJsonPage(page) ? JSON.stringify(escaped) : `"${escapeString(escaped)}"`;
}

/** Where the members of an object are separated by line ends alone, as those of HCL may be. */
export type Separator = 'comma' | 'line';

/** One more entry after another one: on the same line, or on lines of its own if that one has its own. */
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
  // One insertion: two at one place have no order.
  if (lines.end === entry.end) return [insertion(entry.end, `,${closed}`)];
  return [insertion(entry.end, ','), insertion(lines.end, closed)];
}

/** Takes an entry away, of at least two; `undefined` where a comment is in between. */
export function removeEntry(
  { page, base, item }: Declaration<unknown>,
  entries: Entries,
  index: number,
): readonly RecordEdit[] | undefined {
  const range = elementLines(item.text, entries, index, isJsonPage(page));
  return range && [{ path: page.path, range: rangeOf(base + range.start, base + range.end), text: '' }];
}
