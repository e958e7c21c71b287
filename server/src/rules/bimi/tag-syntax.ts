import { tagSyntax, VERSIONED_TAG_CODES } from '../tag-syntax.ts';

/** Tags of BIMI that cannot be read. */
export default tagSyntax({
  subject: 'bimi',
  specs: ['draft-brand-indicators-for-message-identification', 'RFC 6376 §3.2'],
  why: 'Receivers must not mend what does not follow the grammar: they drop the record, and no logo is shown.',
  safety: 'safe',
  // bimi-duplicate-tag reports those.
  codes: VERSIONED_TAG_CODES.filter((code) => code !== 'duplicate-tag'),
});
