import { dmarcActivationSafety } from '../../email/dmarc/policies.ts';
import { replacementFix } from '../../email/replacement.ts';
import { forwardFaults } from '../forward-faults.ts';

/** Something else in place of `;` or `=`. */
export default forwardFaults({
  subject: 'dmarc',
  severity: 'error',
  specs: ['RFC 9989 §4.8', 'RFC 7489 §6.4'],
  why: 'Tags are name=value with semicolons between. Without the right sign a receiver takes two tags for one value, which is then invalid: the policy or the report address is lost.',
  messages: {
    'missing-semicolon': {
      nothing: 'There is no ";" before "{after}", so it is read as part of the value of "{before}".',
      'other-sign':
        '"{found}" stands where ";" belongs, so "{after}" is read as part of the value of "{before}".',
    },
    'colon-for-equals': '"{tag}" has ":" in place of "=", so receivers do not see it.',
    'missing-equals': '"{tag} {value}" has no "=", so receivers do not see it.',
    'empty-tag': 'There is nothing between two ";".',
  },
  // Readers pass over it, though RFC 6376 §3.2 does not allow it.
  severities: { 'empty-tag': 'hint' },
  fix(fault, dmarc) {
    if (fault.code === 'empty-tag') return replacementFix(fault, 'safe', 'Delete the second ";"');
    const title = {
      'missing-semicolon': `Write ";" before "${'after' in fault ? fault.after : ''}"`,
      'colon-for-equals': 'Use "="',
      'missing-equals': 'Write "="',
    }[fault.code];
    return replacementFix(fault, dmarcActivationSafety(dmarc), title);
  },
});
