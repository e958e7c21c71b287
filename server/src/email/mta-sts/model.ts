import type { FaultOf, PolicyRecord } from '../policy-record.ts';
import type { Tag } from '../tag-list.ts';
import type { VersionedTagFault } from '../versioned-tags.ts';

export type MtaStsFault =
  | VersionedTagFault
  | FaultOf<'id-missing'>
  /** `length` is the number of characters of the id. */
  | FaultOf<'id-invalid', { reason: 'long' | 'characters'; length: number }>;

/**
 * The TXT record that shows that a domain has an MTA-STS policy, and which version (RFC 8461 §3.1). The policy itself is a file
 * on a web server.
 */
export interface MtaStsRecord extends PolicyRecord<MtaStsFault> {
  readonly kind: 'mta-sts';
  /** In the order of the text. */
  readonly tags: readonly Tag[];
  readonly id: Tag | undefined;
}
