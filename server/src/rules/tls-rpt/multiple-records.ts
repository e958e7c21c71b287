import { isAskedFor } from '../../email/underscored-names.ts';
import { defineSeveralRecords } from '../several-records.ts';

/** More than one TLS-RPT record at a name. */
export default defineSeveralRecords({
  specs: ['RFC 8460 §3'],
  why: 'Senders that find two TLS-RPT records act as if the domain had no TLS-RPT.',
  message: '"{name}" has {count} TLS-RPT records, so senders ignore all of them.',
  isAskedFor: (name) => isAskedFor(name, 'TLS-RPT'),
  counts: ({ rdata }) => rdata.value.text.startsWith('v=TLSRPTv1;'),
});
