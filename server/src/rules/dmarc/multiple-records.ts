import { dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { readAs } from '../../email/dmarc/reading.ts';
import { parsePolicy } from '../../email/policies.ts';
import { defineSeveralRecords } from '../several-records.ts';

/** More than one DMARC record at a name. */
export default defineSeveralRecords({
  specs: ['RFC 9989 §4.10', 'RFC 7489 §6.6.3'],
  why: 'A receiver that finds two DMARC records at one name discards both. The domain then has no policy of its own, no reports, and not the DMARC record that Gmail and Outlook.com require.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  message: '"{name}" has {count} DMARC records, so receivers discard all of them.',
  // A name may have several report permissions, of which one is enough (RFC 9990 §4).
  isAskedFor: (name) => dmarcPlaceOf(name).kind === 'policy',
  counts({ rdata }) {
    // RFC 9989 §4.10, step 2
    const reading = readAs(parsePolicy('dmarc', rdata.value), 'RFC 9989');
    return reading.kind !== 'ignored' || reading.because !== 'version';
  },
});
