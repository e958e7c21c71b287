import { NOT_LOADED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** U+FEFF is at the start of a line: some editors write it at the start of a file. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: `This invisible character is read as the start of a name or directive, so the zone file does not load. ${NOT_LOADED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    'byte-order-mark': 'The line begins with a byte order mark (U+FEFF).',
  },
});
