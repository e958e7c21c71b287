import { forwardFaults } from '../forward-faults.ts';
import { addressMessages, reportUriFix } from '../report-uris.ts';

/** An invalid list of report addresses, or an invalid address in it. */
export default forwardFaults({
  subject: 'dmarc',
  severity: 'error',
  specs: ['RFC 9989 §4.8', 'RFC 9989 §4.6', 'RFC 7489 §6.4'],
  why: 'Receivers skip a report address that is not a valid URI, and the rest of a list that is not separated by commas. Reports are lost, and a record without a valid p has no effect at all.',
  messages: {
    'uri-list-empty': '"{tag}" has no report address.',
    'uri-empty': 'This comma in "{tag}" has no address on one side.',
    'uri-semicolon': 'Addresses in "{tag}" must be separated by commas, and this ";" ends the list.',
    'uri-blank-between': 'Missing comma before "{uri}" in "{tag}".',
    'uri-size-invalid':
      '"{size}" in "{tag}" is not a size limit such as "!10m", and a "!" in an address must be "%21".',
    'uri-malformed': '"{uri}" in "{tag}" is not a valid report address.',
    'uri-decorated': '"{uri}" in "{tag}" contains characters that are not part of the address.',
    'uri-address': addressMessages('"{uri}" in "{tag}" is not an email address ({reason}).'),
    'uri-blank': '"{uri}" in "{tag}" contains a space.',
    'uri-character': '"{found}" in the "{tag}" address "{uri}" must be percent-encoded.',
  },
  // Some receivers read a size that contains spaces, or treat the rest as the address.
  severities: { 'uri-size-invalid': 'warning' },
  fix: reportUriFix,
});
