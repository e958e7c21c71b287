import { replacementFix } from '../../email/replacement.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A logo or certificate that cannot be fetched over https. */
export default forwardFaults({
  subject: 'bimi',
  severity: 'error',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers fetch the logo and its certificate over https only. They treat any other address as an error and show no logo.',
  messages: {
    'uri-scheme': '"{name}" uses "{scheme}:", but receivers fetch over "https:" only.',
    'uri-malformed': '"{value}" in "{name}" is not an "https://" address.',
  },
  fix: (fault) => (fault.code === 'uri-scheme' ? replacementFix(fault, 'review', 'Use "https:"') : undefined),
});
