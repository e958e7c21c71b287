import { removeTag, removeWord } from '../../../email/dkim/edits.ts';
import { tagOf, type DkimRecord, type DkimWord } from '../../../email/dkim/model.ts';
import type { RuleFix, Safety } from '../../rule.ts';

/** Takes a flag out of `t=`, and the tag with it when it was the only one. */
export function removeFlag(record: DkimRecord, flag: DkimWord, safety: Safety): RuleFix | undefined {
  const tag = tagOf(record, 't');
  const alone = record.flags.every((word) => word === flag || word.text === '');
  const edit = alone ? tag && removeTag(record, tag) : removeWord(record.flags, flag);
  const title = alone ? 'Delete "t="' : `Delete "${flag.text}"`;
  return edit && { title, safety, edits: [edit] };
}
