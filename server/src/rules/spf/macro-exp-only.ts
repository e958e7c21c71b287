import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `%{c}`, `%{r}` or `%{t}` outside the text of an explanation. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §7.2'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'macro-exp-only': {
      c: '"{typed}" is only for explanations: the address of the sender is "%{i}" here.',
      r: '"{typed}" is only for the text that "exp=" leads to.',
      t: '"{typed}" is only for the text that "exp=" leads to.',
    },
  },
});
