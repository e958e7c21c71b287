import { removeTag } from '../../email/dkim/edits.ts';
import { markOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { quote } from '../../text/quote.ts';
import { duplicateTag } from '../duplicate-tag.ts';

/** A tag occurs twice in a record. */
export default duplicateTag({
  subject: 'dkim',
  specs: ['RFC 6376 §3.2'],
  why:
    'A list in which a tag occurs twice is invalid as a whole: strict receivers use no part of it, and every signature with ' +
    'the key fails. Two keys need two selectors.',
  symptoms: UNUSABLE_KEY,
  // A key is long: its name is enough to show it.
  place: (tag, record) => markOf(record, tag),
  // Which of two different values was meant is not ours to say.
  fixes({ name, tag, first }, record) {
    // The first one holds no key, and the second does.
    const removal = first.meant === tag.meant ? removeTag(record, tag) : undefined;
    const safety = first.value === tag.value && !first.hasHole ? 'safe' : 'review';
    if (removal === undefined) return [];
    return [{ title: `Delete the second "${quote(name)}"`, safety, edits: [removal] }];
  },
});
