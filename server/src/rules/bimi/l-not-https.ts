import { replacementFix } from '../../email/replacement.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A logo or certificate that cannot be fetched by https. */
export default forwardFaults({
  subject: 'bimi',
  severity: 'error',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers fetch the logo and its certificate over https only. Any other address is an error, and no logo is shown.',
  messages: {
    'uri-scheme': '"{scheme}:" in "{name}" is not "https:", and receivers fetch over https only.',
    'uri-malformed': '"{value}" in "{name}" is not an address with "https://".',
  },
  fix: (fault) => (fault.code === 'uri-scheme' ? replacementFix(fault, 'review', 'Use "https:"') : undefined),
});
