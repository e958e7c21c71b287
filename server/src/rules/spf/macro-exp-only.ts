import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `%{c}`, `%{r}` or `%{t}` outside an explanation. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §7.2'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'macro-exp-only': {
      c: '"{typed}" is only allowed in explanations, and "%{i}" is the IP address of the sender.',
      r: '"{typed}" is only allowed in the explanation that "exp=" points to.',
      t: '"{typed}" is only allowed in the explanation that "exp=" points to.',
    },
  },
});
