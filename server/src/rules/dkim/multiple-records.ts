import { cutKeyAt } from '../../domain/dkim/cut-key.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { defineSeveralRecords } from '../several-records.ts';

/** A selector has several TXT records. */
export default defineSeveralRecords({
  specs: ['RFC 6376 §3.6.2.2'],
  why:
    'With several TXT records at one selector, the standard leaves the result undefined. Some receivers use the first one, in ' +
    'an order that changes, and some use none, so signatures sometimes fail.',
  symptoms: UNUSABLE_KEY,
  message: 'This selector has {count} different TXT records, but it can have only one.',
  isAskedFor: (name) => dkimNameOf(name).kind === 'key',
  // Receivers read any TXT value at a selector as its key.
  counts: () => true,
  // dkim-key-in-list-elements reports a key that is split across records.
  isAnotherFault: (owner) => cutKeyAt(owner) !== undefined,
  // mailtxt cannot know which of the records the signatures need.
  fixes: () => [],
});
