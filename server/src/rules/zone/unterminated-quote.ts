import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults, type FaultWith } from '../forward-faults.ts';

/** A string is not closed on its line. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    'unterminated-quote': {
      string: 'The string "{string}" is not closed on its line (unbalanced quotes).',
      lone: 'This quote opens a string that is never closed (unbalanced quotes).',
    },
  },
  data: ({ text }: FaultWith<'fault', 'unterminated-quote'>) => ({ string: text.trim().slice(1) }),
});
