import { forwardFaults } from '../forward-faults.ts';

/** `mail.example.com` under `$ORIGIN example.com.`, or in a file whose names are all relative: the origin is appended again. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'The name is completed with the origin, so the record is published at a name that is never queried. At the right name there is then no address, MX, SPF, DKIM or DMARC record.',
  symptoms: ['550 5.7.26'],
  messages: {
    'origin-repeated': {
      'no-dot': '"{typed}" has no trailing dot, so it is read as "{full}".',
      'always-relative': 'The zone name is appended to "{typed}", so it is published as "{full}".',
    },
  },
});
