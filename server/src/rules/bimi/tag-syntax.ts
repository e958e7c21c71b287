import { tagSyntax } from '../tag-syntax.ts';

/** Tags of BIMI that cannot be read. */
export default tagSyntax({
  id: 'bimi-tag-syntax',
  subject: 'bimi',
  since: '0.1.0',
  specs: ['draft-brand-indicators-for-message-identification', 'RFC 6376 §3.2'],
  why: 'Receivers must not mend what does not follow the grammar: they drop the record, and no logo is shown.',
  safety: 'safe',
});
