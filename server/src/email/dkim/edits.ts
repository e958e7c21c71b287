import type { Range } from '../../text/range.ts';
import { removalOf } from '../tag-list.ts';
import type { DkimRecord, DkimTag, DkimWord } from './model.ts';

/** Replace `range` of the decoded value. */
export interface ValueEdit {
  readonly range: Range;
  readonly text: string;
}

/** Takes a tag out of its record; `undefined` where a missing ";" leaves open what belongs to it. */
export function removeTag(record: DkimRecord, tag: DkimTag): ValueEdit | undefined {
  const before = record.tags[record.tags.indexOf(tag) - 1];
  if (tag.runsOn || before?.runsOn) return undefined;
  return { range: removalOf(record.value.text, tag), text: '' };
}

/** Takes one of several items out of a list with colons. */
export function removeWord(words: readonly DkimWord[], word: DkimWord): ValueEdit {
  const at = words.indexOf(word);
  const next = words[at + 1];
  const start = next === undefined ? (words[at - 1]?.range.end ?? word.range.start) : word.range.start;
  return { range: { start, end: next?.range.start ?? word.range.end }, text: '' };
}
