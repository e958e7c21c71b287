import { REFUSED_RECORD, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** The word in the place of the record type is not one. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 3597 §5', 'RFC 6895 §3.1'],
  why: REFUSED_RECORD,
  symptoms: REFUSED_REPLIES,
  messages: {
    'unknown-type': {
      unknown: '"{typed}" is not a record type (unknown RR type).',
      address: 'The record type is missing before "{typed}".',
      meta: '"{typed}" is a type for queries only (invalid use of a meta type).',
      obsolete: 'The record type "{typed}" was replaced by MX (obsolete).',
      comment: 'Only ";" starts a comment, so "{typed}" is read as a record type.',
    },
  },
});
