import { mend } from '../../email/dmarc/edits.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A logo or certificate that cannot be fetched by https. */
export default defineRule({
  id: 'bimi-l-not-https',
  subject: 'bimi',
  needs: ['uri-scheme', 'uri-malformed'],
  severity: 'error',
  since: '0.1.0',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers fetch the logo and its certificate over https only. Any other address is an error, and no logo is shown.',
  messages: {
    scheme: '"{scheme}:" in "{name}" is not "https:", and receivers fetch over https only.',
    malformed: '"{value}" in "{name}" is not an address with "https://".',
  },
  check(bimi, context) {
    for (const fault of bimi.faults) {
      const { name = '', value = '', scheme = '' } = fault.data ?? {};
      if (fault.code === 'uri-scheme') {
        const fix = mend(fault, 'Use "https:"', 'review');
        context.report({ at: fault.range, message: 'scheme', data: { name, scheme: quote(scheme) }, fix });
      } else if (fault.code === 'uri-malformed') {
        context.report({ at: fault.range, message: 'malformed', data: { name, value: quote(value) } });
      }
    }
  },
});
