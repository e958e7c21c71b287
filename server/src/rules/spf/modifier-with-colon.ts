import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { rangeOf } from '../../text/range.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `redirect:` or `exp:`, a modifier that is written like a mechanism. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §6', 'RFC 7208 §4.6.1'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'modifier-with-colon': '"{typed}" must be "{name}=" because modifiers take an equals sign.',
  },
  fix: ({ range, name }, spf) => ({
    title: `Replace with "${quoteTerm(spf, name)}="`,
    safety: 'safe',
    edits: [{ range: rangeOf(name.end, range.end), text: '=' }],
  }),
});
