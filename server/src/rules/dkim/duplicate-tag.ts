import { removeTag } from '../../email/dkim/edits.ts';
import { markOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { quote } from '../../text/quote.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A tag occurs twice in a record. */
export default forwardFaults({
  subject: 'dkim',
  severity: 'error',
  specs: ['RFC 6376 §3.2'],
  why:
    'A list in which a tag occurs twice is invalid as a whole: strict receivers use no part of it, and every signature with ' +
    'the key fails. Two keys need two selectors.',
  symptoms: UNUSABLE_KEY,
  messages: { 'duplicate-tag': '"{name}=" occurs twice, which makes the whole record invalid.' },
  at: ({ tag }, record) => markOf(record, tag),
  // Which of two different values was meant is not ours to say.
  fix({ name, tag, first }, record) {
    // The first one holds no key, and the second does.
    const removal = first.meant === tag.meant ? removeTag(record, tag) : undefined;
    const safety = first.value === tag.value && !first.hasHole ? 'safe' : 'review';
    return removal && { title: `Delete the second "${quote(name)}="`, safety, edits: [removal] };
  },
  related: ({ name, first }, record) => [
    { at: markOf(record, first), message: `The first "${quote(name)}="` },
  ],
});
