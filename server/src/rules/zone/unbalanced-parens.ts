import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A parenthesis without its other one. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: `Between "(" and ")" line ends do not count, so without the one that is missing other lines become part of the record. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    'unbalanced-parentheses': {
      unclosed: 'No ")" closes this "(": unbalanced parentheses.',
      unopened: 'No "(" stands before this ")": unbalanced parentheses.',
    },
  },
});
