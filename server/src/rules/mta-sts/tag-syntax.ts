import { tagSyntax, VERSIONED_TAG_CODES } from '../tag-syntax.ts';

/** MTA-STS tags that cannot be parsed. */
export default tagSyntax({
  subject: 'mta-sts',
  specs: ['RFC 8461 §3.1'],
  why: 'A record that breaks the grammar is invalid, and senders act as if the domain had no MTA-STS.',
  // A policy that takes effect may block mail.
  safety: 'review',
  codes: VERSIONED_TAG_CODES,
});
