import { tagSyntax, VERSIONED_TAG_CODES } from '../tag-syntax.ts';

/** BIMI tags that cannot be parsed. */
export default tagSyntax({
  subject: 'bimi',
  specs: ['draft-brand-indicators-for-message-identification', 'RFC 6376 §3.2'],
  why: 'Receivers must not repair a record that breaks the grammar. They discard it and show no logo.',
  safety: 'safe',
  // bimi-duplicate-tag reports those.
  codes: VERSIONED_TAG_CODES.filter((code) => code !== 'duplicate-tag'),
});
