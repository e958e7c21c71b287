import type { PolicyRecord } from '../policy-record.ts';
import type { Tag } from '../tag-list.ts';

/**
 * A BIMI assertion record: where the logo of a domain is, and the certificate for it. BIMI is an Internet-Draft
 * (draft-brand-indicators-for-message-identification), which mailbox providers follow.
 *
 * Faults are those of `versioned-tags.ts`, and `l-missing`, `uri-scheme` (name, value), `uri-malformed` (name, value),
 * `image-format` (value), `avp-invalid` (value), `lps-invalid` (value).
 */
export interface BimiRecord extends PolicyRecord {
  readonly kind: 'bimi';
  /** In the order of the text. */
  readonly tags: readonly Tag[];
  /** `l`: the logo. */
  readonly location: Tag | undefined;
  /** `a`: the certificate. */
  readonly evidence: Tag | undefined;
}

/** `l=;` says that the domain wants no logo. */
export function declines(record: BimiRecord): boolean {
  return record.location?.value === '' && (record.evidence?.value ?? '') === '';
}
