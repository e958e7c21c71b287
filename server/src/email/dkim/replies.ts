/**
 * Replies to mail whose signature cannot be verified because the key is unusable: RFC 7372 §3.1, and the replies of Gmail to mail
 * without a valid signature.
 */
export const UNUSABLE_KEY = ['550 5.7.20', '550 5.7.26', '550 5.7.30'] as const;
