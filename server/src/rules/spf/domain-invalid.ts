import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

const EMPTY_LABEL = '"{typed}" is not a domain name because it has an empty label.';

/** A domain name that the grammar does not allow, or that cannot be queried. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §7.1', 'RFC 7208 §4.8'],
  why: 'A name that the grammar does not allow results in permerror for every sender. A name with an empty or too long label cannot be queried: the term results in permerror at some receivers and never matches at others.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    'domain-missing': '"{typed}" does not name a domain.',
    'domain-end': {
      'single-label': '"{typed}" is not a domain name for SPF because it has only one label.',
      numeric: '"{typed}" is not a domain name because its last label is a number.',
      characters:
        '"{typed}" is not a domain name because its last label has characters not allowed in a top-level domain.',
      'empty-label': EMPTY_LABEL,
    },
    'domain-label': {
      'empty-label': EMPTY_LABEL,
      'label-too-long':
        '"{typed}" is not a domain name because one of its labels is longer than 63 characters.',
      'name-too-long': '"{typed}" is not a domain name because it is longer than 253 characters.',
    },
    character: 'The domain name has a non-ASCII character and must be written in its "xn--" form.',
  },
  // Invisible characters and quotes can be in any record, and the rules for all records report them.
  when: (fault) => fault.code !== 'character' || fault.kind === 'other',
});
