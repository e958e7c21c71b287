import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A record with more than one `redirect=` or `exp=`. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §6'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'duplicate-modifier': '"{name}=" appears more than once.',
  },
  fix({ range, first }, spf) {
    const { text } = spf.value;
    const isSame = text.slice(first.start, first.end) === text.slice(range.start, range.end);
    return deleting(spf, range, `Delete "${quoteTerm(spf, range)}"`, isSame ? 'safe' : 'review');
  },
  related: ({ first }) => [{ at: first, message: 'The first one' }],
});
