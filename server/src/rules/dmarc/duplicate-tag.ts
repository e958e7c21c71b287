import { tagRemoval } from '../../email/dmarc/edits.ts';
import { quote } from '../../text/quote.ts';
import { duplicateTag } from '../duplicate-tag.ts';

/** A tag that occurs twice. */
export default duplicateTag({
  subject: 'dmarc',
  specs: ['RFC 6376 §3.2', 'RFC 9989 §4.7'],
  why: 'A duplicate tag makes the whole list invalid. Some receivers ignore the record, some use the first value, and some use the last.',
  place: ({ range }) => range,
  fixes({ name: typed, tag, first }, dmarc) {
    const name = quote(typed);
    const deleteSecond = [tagRemoval(dmarc, tag.range)];
    if (tag.value === first.value) {
      return [{ title: `Delete the second "${name}"`, safety: 'safe', edits: deleteSecond }];
    }
    return [
      { title: `Keep "${name}=${quote(first.value)}"`, safety: 'review', edits: deleteSecond },
      {
        title: `Keep "${name}=${quote(tag.value)}"`,
        safety: 'review',
        edits: [tagRemoval(dmarc, first.range)],
      },
    ];
  },
});
