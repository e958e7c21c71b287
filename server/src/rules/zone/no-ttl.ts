import { NOT_LOADED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** The first record of a zone has no TTL, and no earlier one applies. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 2308 §4', 'RFC 1035 §5.1'],
  why: `Only an SOA record may come first without a TTL or a "$TTL" before it, so the zone file does not load. ${NOT_LOADED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    'no-ttl': 'The first record has no TTL, and no "$TTL" precedes it (no TTL specified).',
  },
  // A file without an SOA record is meant to be included, and uses the TTL of the file that includes it.
  when: (_fault, _subject, { zoneIsWhole }) => zoneIsWhole,
});
