import { dmarcActivationSafety } from '../../email/dmarc/policies.ts';
import { tagSyntax } from '../tag-syntax.ts';

/** Another character instead of `;` or `=`. */
export default tagSyntax({
  subject: 'dmarc',
  specs: ['RFC 9989 §4.8', 'RFC 7489 §6.4'],
  why: 'Without the right separator, receivers read two tags as one value, which is then invalid. The policy or the report address is lost.',
  codes: ['missing-semicolon', 'colon-for-equals', 'missing-equals', 'empty-tag'],
  // Receivers tolerate it, although RFC 6376 §3.2 does not allow it.
  severities: { 'empty-tag': 'hint' },
  safety: ({ code }, dmarc) => (code === 'empty-tag' ? 'safe' : dmarcActivationSafety(dmarc)),
});
