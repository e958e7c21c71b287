import type { RuleFix, Safety } from '../../records/report.ts';
import { removeTag, removeWord } from './edits.ts';
import { dkimTagOf, type DkimRecord, type DkimWord } from './model.ts';

/** Deletes a flag from `t=`, or the whole tag if it was the only flag. */
export function removeFlag(record: DkimRecord, flag: DkimWord, safety: Safety): RuleFix | undefined {
  const tag = dkimTagOf(record, 't');
  const alone = record.flags.every((word) => word === flag || word.text === '');
  const edit = alone ? tag && removeTag(record, tag) : removeWord(record.flags, flag);
  const title = alone ? 'Delete "t="' : `Delete "${flag.text}"`;
  return edit && { title, safety, edits: [edit] };
}
