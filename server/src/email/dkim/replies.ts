/**
 * Replies to mail whose signature cannot be checked because the key is no use: RFC 7372 §3.1, and what Gmail answers to
 * mail without a valid signature.
 */
export const UNUSABLE_KEY = ['550 5.7.20', '550 5.7.26', '550 5.7.30'] as const;
