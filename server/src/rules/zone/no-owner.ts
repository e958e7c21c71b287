import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A line that begins with a blank takes the owner of the record before it. There is none. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: `A line that begins with a blank belongs to the owner of the record before it, and no record stands before this one. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    owner: 'This record has no owner: the line begins with a blank, and no record stands before it.',
  },
});
