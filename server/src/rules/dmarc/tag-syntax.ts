import { dmarcActivationSafety } from '../../email/dmarc/policies.ts';
import { tagSyntax } from '../tag-syntax.ts';

/** Something else in place of `;` or `=`. */
export default tagSyntax({
  subject: 'dmarc',
  specs: ['RFC 9989 §4.8', 'RFC 7489 §6.4'],
  why: 'Tags are name=value with semicolons between. Without the right sign a receiver takes two tags for one value, which is then invalid: the policy or the report address is lost.',
  codes: ['missing-semicolon', 'colon-for-equals', 'missing-equals', 'empty-tag'],
  // Readers pass over it, though RFC 6376 §3.2 does not allow it.
  severities: { 'empty-tag': 'hint' },
  safety: ({ code }, dmarc) => (code === 'empty-tag' ? 'safe' : dmarcActivationSafety(dmarc)),
});
