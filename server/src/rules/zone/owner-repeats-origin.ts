import { forwardFaults } from '../forward-faults.ts';

/** `mail.example.com` under `$ORIGIN example.com.`, or in a file whose names are all relative: the origin is added once more. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'The name is completed with the origin, so the record is published at a name that is never queried, and what it says is not found at the right one: no address, no mail host, no SPF, DKIM or DMARC.',
  symptoms: ['550 5.7.26'],
  messages: {
    'origin-repeated': {
      'no-dot': '"{typed}" has no final dot, so it is read as "{full}".',
      'always-relative': '"{typed}" is completed with the zone, so it is published as "{full}".',
    },
  },
});
