import { replacementFix } from '../../email/replacement.ts';
import { forwardFaults } from '../forward-faults.ts';

/** No address for TLS reports, or none that senders can use. */
export default forwardFaults({
  subject: 'tls-rpt',
  severity: 'error',
  specs: ['RFC 8460 §3'],
  why: 'The record is there to say where reports go, by mail or by https. Without an address that senders can use none come.',
  messages: {
    'rua-missing': 'There is no "rua", so there is nowhere to report to.',
    'uri-scheme-missing': '"{uri}" has no "mailto:" before it, so senders do not take it for an address.',
    'uri-scheme-unsupported': '"{scheme}:" is no way to report: senders know "mailto:" and "https:".',
  },
  // Text that can be no tag is reported by tls-rpt-tag-syntax.
  when: ({ code }, { faults }) => code !== 'rua-missing' || !faults.some((other) => other.code === 'stray'),
  fix: (fault) =>
    fault.code === 'uri-scheme-missing'
      ? replacementFix(fault, 'safe', 'Write "mailto:" before it')
      : undefined,
});
