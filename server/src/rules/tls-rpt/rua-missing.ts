import { mend } from '../../email/dmarc/edits.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** No address for TLS reports, or none that senders can use. */
export default defineRule({
  id: 'tls-rpt-rua-missing',
  subject: 'tls-rpt',
  needs: ['rua-missing', 'uri-scheme-missing', 'uri-scheme-unsupported'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 8460 §3'],
  why: 'The record is there to say where reports go, by mail or by https. Without an address that senders can use none come.',
  messages: {
    missing: 'There is no "rua", so there is nowhere to report to.',
    mailto: '"{uri}" has no "mailto:" before it, so senders do not take it for an address.',
    scheme: '"{scheme}:" is no way to report: senders know "mailto:" and "https:".',
  },
  check(rpt, context) {
    for (const fault of rpt.faults) {
      const { uri = '', scheme = '' } = fault.data ?? {};
      if (fault.code === 'rua-missing') {
        // Text that can be no tag is told of by tls-rpt-tag-syntax.
        if (rpt.faults.some(({ code }) => code === 'stray')) continue;
        context.report({ at: fault.range, message: 'missing' });
      } else if (fault.code === 'uri-scheme-missing') {
        const fix = mend(fault, 'Write "mailto:" before it', 'safe');
        context.report({ at: fault.range, message: 'mailto', data: { uri: quote(uri) }, fix });
      } else if (fault.code === 'uri-scheme-unsupported') {
        context.report({ at: fault.range, message: 'scheme', data: { scheme: quote(scheme) } });
      }
    }
  },
});
