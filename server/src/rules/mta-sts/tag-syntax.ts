import { tagSyntax, VERSIONED_TAG_CODES } from '../tag-syntax.ts';

/** Tags of MTA-STS that cannot be read. */
export default tagSyntax({
  subject: 'mta-sts',
  specs: ['RFC 8461 §3.1'],
  why: 'A record that does not follow the grammar is invalid, and senders act as if the domain had no MTA-STS.',
  // A policy that begins to act may keep mail out.
  safety: 'review',
  codes: VERSIONED_TAG_CODES,
});
