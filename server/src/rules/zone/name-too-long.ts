import { MAX_LABEL, MAX_NAME } from '../../dns/limits.ts';
import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A name that does not fit into DNS. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §2.3.4', 'RFC 2181 §11'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    'name-too-long': {
      label: `A part of "{typed}" is longer than ${MAX_LABEL} octets: label too long.`,
      relative: `With the origin behind it, "{typed}" is longer than ${MAX_NAME} octets.`,
      absolute: `"{typed}" is longer than ${MAX_NAME} octets.`,
    },
  },
});
