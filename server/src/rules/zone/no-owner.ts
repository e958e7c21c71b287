import { NOT_LOADED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A line that begins with a space uses the owner name of the previous record, and there is none. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: `Without an earlier record, the record has no owner name, and the zone file does not load. ${NOT_LOADED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    owner: 'The line begins with a space, but no earlier record gives it an owner name.',
  },
});
