import { forwardFaults } from '../forward-faults.ts';
import { addressMessages, reportUriFix } from '../report-uris.ts';

/** An invalid list of report addresses, or an invalid address in it. */
export default forwardFaults({
  subject: 'tls-rpt',
  severity: 'error',
  specs: ['RFC 8460 §3'],
  why: 'Senders skip an address that is not a valid URI, or ignore the whole record. Reports are lost.',
  messages: {
    'uri-empty': 'This comma has no address on one side.',
    'uri-semicolon': 'Addresses must be separated by commas, and this ";" ends the list.',
    'uri-blank-between': 'Missing comma before "{uri}".',
    'uri-malformed': '"{uri}" is not a valid report address.',
    'uri-decorated': '"{uri}" contains characters that are not part of the address.',
    'uri-address': addressMessages('"{uri}" is not an email address ({reason}).'),
    'uri-blank': '"{uri}" contains a space.',
    'uri-character': '"{found}" in the address "{uri}" must be percent-encoded.',
    'uri-size':
      '"{size}" is not a part of the address, because TLS-RPT has no size limit and writes "!" as "%21".',
  },
  fix: reportUriFix,
});
