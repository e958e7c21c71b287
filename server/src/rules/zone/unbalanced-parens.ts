import { NOT_LOADED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A parenthesis has no matching one. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: `Without the other parenthesis, other lines become part of the record, and the zone file does not load. ${NOT_LOADED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    'unbalanced-parentheses': {
      unclosed: 'This "(" is never closed (unbalanced parentheses).',
      unopened: 'This ")" has no matching "(" (unbalanced parentheses).',
    },
  },
});
