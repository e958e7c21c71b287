import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** U+FEFF in front of a line, as some editors write it at the start of a file. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: `Nobody sees it, and a name server takes it for the beginning of a name or of a directive. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    'byte-order-mark': 'A byte order mark (U+FEFF) stands here.',
  },
});
