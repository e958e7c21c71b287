import { removeTag } from '../../email/dkim/edits.ts';
import { markOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { quote } from '../../text/quote.ts';
import { duplicateTag } from '../duplicate-tag.ts';

/** A tag occurs twice in a key record. */
export default duplicateTag({
  subject: 'dkim',
  specs: ['RFC 6376 §3.2'],
  why:
    'A duplicate tag makes the whole list invalid: strict receivers use no part of it, and every signature with the key ' +
    'fails. Each key needs its own selector.',
  symptoms: UNUSABLE_KEY,
  // Only the name is marked, because a key is long.
  place: (tag, record) => markOf(record, tag),
  // mailtxt cannot know which of two different values was meant, so that fix is for review.
  fixes({ name, tag, first }, record) {
    // Otherwise the second tag holds the key, and the first does not.
    const removal = first.meant === tag.meant ? removeTag(record, tag) : undefined;
    const safety = first.value === tag.value && !first.hasHole ? 'safe' : 'review';
    if (removal === undefined) return [];
    return [{ title: `Delete the second "${quote(name)}"`, safety, edits: [removal] }];
  },
});
