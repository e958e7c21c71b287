import { tagSyntax, VERSIONED_TAG_CODES } from '../tag-syntax.ts';

/** Tags of TLS-RPT that cannot be read. */
export default tagSyntax({
  subject: 'tls-rpt',
  specs: ['RFC 8460 §3'],
  why: 'Senders that read by the grammar drop the record, and no reports come.',
  safety: 'safe',
  codes: VERSIONED_TAG_CODES,
});
