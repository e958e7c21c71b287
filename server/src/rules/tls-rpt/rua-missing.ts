import { replacementFix } from '../../email/replacement.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A record without an address for TLS reports, or without a usable one. */
export default forwardFaults({
  subject: 'tls-rpt',
  severity: 'error',
  specs: ['RFC 8460 §3'],
  why: 'The purpose of the record is to say where reports go, by mail or over https. Without an address that senders can use, they send none.',
  messages: {
    'rua-missing': 'The record has no "rua", so senders have no address for reports.',
    'uri-scheme-missing': '"{uri}" has no "mailto:", so senders do not recognize it as an address.',
    'uri-scheme-unsupported':
      'Senders do not report to "{scheme}:" addresses, but only to "mailto:" and "https:".',
  },
  // tls-rpt-tag-syntax reports text that cannot be a tag.
  when: ({ code }, { faults }) => code !== 'rua-missing' || !faults.some((other) => other.code === 'stray'),
  fix: (fault) =>
    fault.code === 'uri-scheme-missing' ? replacementFix(fault, 'safe', 'Add "mailto:"') : undefined,
});
