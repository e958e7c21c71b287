import { isAskedFor } from '../../email/underscored-names.ts';
import { defineSeveralRecords } from '../several-records.ts';

/** More than one MTA-STS record at a name. */
export default defineSeveralRecords({
  specs: ['RFC 8461 §3.1'],
  why: 'Senders that find two MTA-STS records act as if the domain had no MTA-STS.',
  message: '"{name}" has {count} MTA-STS records, so senders ignore all of them.',
  isAskedFor: (name) => isAskedFor(name, 'MTA-STS'),
  counts: ({ rdata }) => rdata.value.text.startsWith('v=STSv1;'),
});
