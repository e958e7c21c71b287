import { tagSyntax, VERSIONED_TAG_CODES } from '../tag-syntax.ts';

/** TLS-RPT tags that cannot be parsed. */
export default tagSyntax({
  subject: 'tls-rpt',
  specs: ['RFC 8460 §3'],
  why: 'Senders that follow the grammar ignore the record and send no reports.',
  safety: 'safe',
  codes: VERSIONED_TAG_CODES,
});
