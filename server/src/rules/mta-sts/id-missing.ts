import { forwardFaults } from '../forward-faults.ts';

/** A record without `id`, or with an invalid one. */
export default forwardFaults({
  subject: 'mta-sts',
  severity: 'error',
  specs: ['RFC 8461 §3.1'],
  why: 'Without an id of 1 to 32 letters and digits, the record is invalid, and senders act as if the domain had no MTA-STS.',
  messages: {
    'id-missing': 'The record has no "id", so senders ignore it.',
    'id-invalid': {
      long: '"{typed}" has {length} characters, but an "id" may have at most 32.',
      characters: '"{typed}" is not a valid "id", which may contain only letters and digits.',
    },
  },
  // mta-sts-tag-syntax reports a wrong tag name, and text that cannot be a tag.
  when: ({ code }, { faults }) => code !== 'id-missing' || !faults.some((other) => other.code === 'stray'),
});
