import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A word where the record type belongs that is none. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 3597 §5', 'RFC 6895 §3.1'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    'unknown-type': {
      unknown: '"{typed}" stands where the record type belongs: unknown RR type.',
      address: '"{typed}" stands where the record type belongs.',
      meta: '"{typed}" is a type that only questions have: invalid use of a meta type.',
      obsolete: '"{typed}" is a type that MX replaced: obsolete.',
      comment: 'Only ";" starts a comment, so "{typed}" is read as a record type.',
    },
  },
});
