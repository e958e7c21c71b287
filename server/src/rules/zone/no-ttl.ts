import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** The first record of a zone has no TTL, and there is none that it could take over. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 2308 §4', 'RFC 1035 §5.1'],
  why: `A record without a TTL takes that of "$TTL" or of the record before it, and only an SOA may come first without either. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    'no-ttl': 'This first record has no TTL, and there is no "$TTL" before it: no TTL specified.',
  },
  // A file without an SOA is made to be included, and takes the TTL over from the file that includes it.
  when: (_fault, _subject, { zoneIsWhole }) => zoneIsWhole,
});
