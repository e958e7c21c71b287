import { forwardFaults } from '../forward-faults.ts';
import { addressMessages, reportUriFix } from '../report-uris.ts';

/** A list of report addresses that senders cannot read, or an address in it. */
export default forwardFaults({
  subject: 'tls-rpt',
  severity: 'error',
  specs: ['RFC 8460 §3'],
  why: 'Senders skip an address that is not a valid URI, or the whole record. Reports do not come.',
  messages: {
    'uri-empty': 'There is no address before or behind this comma.',
    'uri-semicolon': '";" ends the list of addresses: a comma belongs between two.',
    'uri-blank-between': 'A comma is missing before "{uri}".',
    'uri-malformed': '"{uri}" is not an address for reports.',
    'uri-decorated': '"{uri}" has signs that do not belong to the address.',
    'uri-address': addressMessages('"{uri}" is not a mail address: {reason}.'),
    'uri-blank': '"{uri}" has a blank in it.',
    'uri-character': '"{found}" in "{uri}" must be encoded.',
    'uri-size': '"{size}" is no part of the address: TLS-RPT has no limit of size, and writes "!" as "%21".',
  },
  fix: reportUriFix,
});
