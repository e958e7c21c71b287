import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

const EMPTY_LABEL = '"{typed}" is not a domain name: nothing stands between two of its dots.';

/** A domain name that the grammar does not allow, or that nobody can ask for. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §7.1', 'RFC 7208 §4.8'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'domain-missing': '"{typed}" names no domain.',
    'domain-end': {
      'single-label': '"{typed}" is not a domain name for SPF: it has a single label.',
      numeric: '"{typed}" is not a domain name: its last label is a number.',
      characters:
        '"{typed}" is not a domain name: its last label has characters that a top-level domain cannot have.',
      'empty-label': EMPTY_LABEL,
    },
    'domain-label': {
      'empty-label': EMPTY_LABEL,
      'label-too-long': '"{typed}" is not a domain name: one of its labels is over 63 characters long.',
      'name-too-long': '"{typed}" is not a domain name: it is over 253 characters long.',
    },
    character: 'This is not ASCII: such a domain name is written in its "xn--" form.',
  },
  // Invisible characters and quotes are faults of any record, and are reported as such.
  when: (fault) => fault.code !== 'character' || fault.kind === 'other',
});
