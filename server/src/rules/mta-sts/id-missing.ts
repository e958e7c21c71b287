import { forwardFaults } from '../forward-faults.ts';

/** No `id`, or one that senders do not take. */
export default forwardFaults({
  subject: 'mta-sts',
  severity: 'error',
  specs: ['RFC 8461 §3.1'],
  why: 'Without an id of 1 to 32 letters and digits the record is invalid, and senders act as if the domain had no MTA-STS.',
  messages: {
    'id-missing': 'There is no "id", so senders do not take the record.',
    'id-invalid': {
      long: '"{typed}" has {length} characters, and an "id" has at most 32.',
      characters: '"{typed}" is no "id": it has letters and digits only.',
    },
  },
  // The wrong name of a tag, and text that can be no tag, are reported by mta-sts-tag-syntax.
  when: ({ code }, { faults }) => code !== 'id-missing' || !faults.some((other) => other.code === 'stray'),
});
