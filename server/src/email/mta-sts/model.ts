import type { PolicyRecord } from '../policy-record.ts';
import type { Tag } from '../tag-list.ts';

/**
 * The TXT record that says that a domain has an MTA-STS policy, and which version of it (RFC 8461 §3.1). The policy
 * itself is a file on a web server.
 *
 * Faults are those of `versioned-tags.ts`, and `id-missing`, `id-invalid` (value, reason).
 */
export interface MtaStsRecord extends PolicyRecord {
  readonly kind: 'mta-sts';
  /** In the order of the text. */
  readonly tags: readonly Tag[];
  readonly id: Tag | undefined;
}
