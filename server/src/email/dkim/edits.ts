import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { indexOfTagAt } from '../tag-list.ts';
import type { DkimRecord, DkimTag, DkimWord } from './model.ts';

/** Replaces `range` of the decoded value. */
export interface ValueEdit {
  readonly range: Range;
  readonly text: string;
}

/**
 * Deletes a tag from its record; `undefined` if a missing ";" makes its extent unclear, or if another tag of that name would
 * replace it.
 */
export function removeTag(record: DkimRecord, tag: DkimTag): ValueEdit | undefined {
  if (tag.runsOn || tagBefore(record, tag)?.runsOn) return undefined;
  const alike = alikeIn(record).get(plainName(tag.name));
  if (alike !== undefined && isFollowed(alike, tag)) return undefined;
  return { range: removalOf(record.value.text, tag), text: '' };
}

/** Tags whose names are equal except for punctuation and case. */
interface AlikeTags {
  last: DkimTag;
  /** The names as typed, and how often each occurs. */
  readonly names: Map<string, number>;
}

/** Computed once per record, because each of thousands of tags can be a fault. */
const alikeTags = new WeakMap<DkimRecord, ReadonlyMap<string, AlikeTags>>();

function alikeIn(record: DkimRecord): ReadonlyMap<string, AlikeTags> {
  const known = alikeTags.get(record);
  if (known !== undefined) return known;
  const byName = new Map<string, AlikeTags>();
  for (const tag of record.tags) {
    const name = plainName(tag.name);
    const alike = byName.get(name);
    if (alike === undefined) byName.set(name, { last: tag, names: new Map([[tag.name, 1]]) });
    else {
      alike.last = tag;
      alike.names.set(tag.name, (alike.names.get(tag.name) ?? 0) + 1);
    }
  }
  alikeTags.set(record, byName);
  return byName;
}

function plainName(name: string): string {
  return name.replace(/\W+/g, '').toLowerCase();
}

/** Whether there is another one after it, or with a different spelling. */
function isFollowed({ last, names }: AlikeTags, tag: DkimTag): boolean {
  return last !== tag || names.size > 1;
}

function tagBefore({ tags }: DkimRecord, tag: DkimTag): DkimTag | undefined {
  return tags[indexOfTagAt(tags, tag.range.start) - 1];
}

/** Whether another tag has the same name as typed. Fixing one would then cause a different fault. */
export function hasDuplicate(record: DkimRecord, tag: DkimTag): boolean {
  return (alikeIn(record).get(plainName(tag.name))?.names.get(tag.name) ?? 0) > 1;
}

/** Moves a tag before another one; `undefined` if a ";" is missing there. */
export function insertBefore(record: DkimRecord, tag: DkimTag, text: string): ValueEdit | undefined {
  if (tagBefore(record, tag)?.runsOn) return undefined;
  const { start } = tag.range;
  return { range: rangeOf(start, start), text: `${text}; ` };
}

/** Deletes one of several items from a colon-separated list. */
export function removeWord(words: readonly DkimWord[], word: DkimWord): ValueEdit {
  const at = words.indexOf(word);
  const next = words[at + 1];
  const start = next === undefined ? (words[at - 1]?.range.end ?? word.range.start) : word.range.start;
  return { range: rangeOf(start, next?.range.start ?? word.range.end), text: '' };
}

/**
 * The range to delete so that the tag is gone and the list stays valid: the tag with the `;` after it, or with the one before it
 * if it is last and has none.
 */
function removalOf(text: string, tag: DkimTag): Range {
  const following = tag.separator === undefined ? undefined : tag.separator + 1;
  if (following !== undefined) {
    const next = skipWhitespace(text, following);
    if (next < text.length) return rangeOf(tag.range.start, next);
  }
  let start = tag.range.start;
  while (isWhitespace(text, start - 1)) start--;
  if (text[start - 1] !== ';') return rangeOf(tag.range.start, following ?? tag.range.end);
  return following === undefined ? rangeOf(start - 1, tag.range.end) : rangeOf(start, following);
}

function skipWhitespace(text: string, at: number): number {
  while (isWhitespace(text, at)) at++;
  return at;
}

function isWhitespace(text: string, at: number): boolean {
  return /^[ \t\r\n]$/.test(text.charAt(at));
}
