import { cutKeyAt } from '../../domain/dkim/cut-key.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { defineSeveralRecords } from '../several-records.ts';

/** Several TXT records at one selector. */
export default defineSeveralRecords({
  specs: ['RFC 6376 §3.6.2.2'],
  why:
    'One selector has one key. With several TXT records at its name, the standard says that the result is undefined: some ' +
    'receivers take the first that comes, in an order that changes, some take none, and signatures fail now and then.',
  symptoms: UNUSABLE_KEY,
  message: '{count} different TXT records stand at this selector; a selector has one key.',
  isAskedFor: (name) => dkimNameOf(name).kind === 'key',
  // Receivers take any text at a selector for its key.
  counts: () => true,
  // dkim-key-in-list-elements.
  isAnotherFault: (owner) => cutKeyAt(owner) !== undefined,
  // Which of them the signatures need is not known.
  fixes: () => [],
});
