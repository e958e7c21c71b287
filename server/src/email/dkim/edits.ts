import type { Range } from '../../text/range.ts';
import type { DkimRecord, DkimTag, DkimWord } from './model.ts';

/** Replace `range` of the decoded value. */
export interface ValueEdit {
  readonly range: Range;
  readonly text: string;
}

/**
 * Takes a tag out of its record; `undefined` where a missing ";" leaves open what belongs to it, or where another tag of
 * that name would take its place.
 */
export function removeTag(record: DkimRecord, tag: DkimTag): ValueEdit | undefined {
  const at = record.tags.indexOf(tag);
  if (tag.runsOn || record.tags[at - 1]?.runsOn) return undefined;
  if (record.tags.some((other, i) => (i > at || other.name !== tag.name) && isNearly(other, tag)))
    return undefined;
  return { range: removalOf(record.value.text, tag), text: '' };
}

function isNearly(other: DkimTag, tag: DkimTag): boolean {
  return other !== tag && other.name.replace(/\W+/g, '').toLowerCase() === tag.name.toLowerCase();
}

/** Another tag has the same name, as typed: what mends the one makes the other wrong in another way. */
export function hasTwin(record: DkimRecord, tag: DkimTag): boolean {
  return record.tags.some((other) => other !== tag && other.name === tag.name);
}

/** Puts a tag in front of another one; `undefined` where a ";" is missing there. */
export function insertBefore(record: DkimRecord, tag: DkimTag, text: string): ValueEdit | undefined {
  if (record.tags[record.tags.indexOf(tag) - 1]?.runsOn) return undefined;
  const { start } = tag.range;
  return { range: { start, end: start }, text: `${text}; ` };
}

/** Takes one of several items out of a list with colons. */
export function removeWord(words: readonly DkimWord[], word: DkimWord): ValueEdit {
  const at = words.indexOf(word);
  const next = words[at + 1];
  const start = next === undefined ? (words[at - 1]?.range.end ?? word.range.start) : word.range.start;
  return { range: { start, end: next?.range.start ?? word.range.end }, text: '' };
}

/**
 * What to delete so that the tag is gone and the list is whole: the tag with the `;` behind it, or with the one in front
 * of it where it stands last and has none.
 */
function removalOf(text: string, tag: DkimTag): Range {
  const behind = tag.separator === undefined ? undefined : tag.separator + 1;
  if (behind !== undefined) {
    const next = skipBlanks(text, behind);
    if (next < text.length) return { start: tag.range.start, end: next };
  }
  let start = tag.range.start;
  while (isBlank(text, start - 1)) start--;
  if (text[start - 1] !== ';') return { start: tag.range.start, end: behind ?? tag.range.end };
  return behind === undefined ? { start: start - 1, end: tag.range.end } : { start, end: behind };
}

function skipBlanks(text: string, at: number): number {
  while (isBlank(text, at)) at++;
  return at;
}

function isBlank(text: string, at: number): boolean {
  return /^[ \t\r\n]$/.test(text.charAt(at));
}
