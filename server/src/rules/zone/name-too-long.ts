import { MAX_LABEL, MAX_NAME } from '../../dns/limits.ts';
import { REFUSED_RECORD, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A name is longer than DNS allows. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §2.3.4', 'RFC 2181 §11'],
  why: REFUSED_RECORD,
  symptoms: REFUSED_REPLIES,
  messages: {
    'name-too-long': {
      label: `"{typed}" has a label longer than ${MAX_LABEL} octets (label too long).`,
      relative: `With the origin appended, "{typed}" is longer than ${MAX_NAME} octets.`,
      absolute: `"{typed}" is longer than ${MAX_NAME} octets.`,
    },
  },
});
