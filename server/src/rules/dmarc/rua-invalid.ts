import { forwardFaults } from '../forward-faults.ts';
import { addressMessages, reportUriFix } from '../report-uris.ts';

/** A list of report addresses that receivers cannot read, or an address in it. */
export default forwardFaults({
  subject: 'dmarc',
  severity: 'error',
  specs: ['RFC 9989 §4.8', 'RFC 9989 §4.6', 'RFC 7489 §6.4'],
  why: 'Receivers skip a report address that is not a valid URI, and the rest of a list that is not separated by commas. Reports do not come, and a record without a valid p counts for nothing.',
  messages: {
    'uri-list-empty': '"{tag}" has no address.',
    'uri-empty': 'There is no address before or behind this comma in "{tag}".',
    'uri-semicolon': '";" ends the list of "{tag}": a comma belongs between two addresses.',
    'uri-blank-between': 'A comma is missing before "{uri}" in "{tag}".',
    'uri-size-invalid':
      '"{size}" in "{tag}" is neither a part of the address ("!" is written "%21" there) nor a size like "!10m".',
    'uri-malformed': '"{uri}" in "{tag}" is not an address for reports.',
    'uri-decorated': '"{uri}" in "{tag}" has signs that do not belong to the address.',
    'uri-address': addressMessages('"{uri}" in "{tag}" is not a mail address: {reason}.'),
    'uri-blank': '"{uri}" in "{tag}" has a blank in it.',
    'uri-character': '"{found}" in "{uri}" must be encoded in "{tag}".',
  },
  // Some receivers read a size with blanks in it, or take the rest for the address.
  severities: { 'uri-size-invalid': 'warning' },
  fix: reportUriFix,
});
