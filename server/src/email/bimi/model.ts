import type { FaultOf, PolicyRecord } from '../policy-record.ts';
import type { Tag } from '../tag-list.ts';
import type { VersionedTagFault } from '../versioned-tags.ts';

export type BimiFault =
  | VersionedTagFault
  | FaultOf<'l-missing'>
  /** `name` is the name of the tag. */
  | FaultOf<'uri-scheme', { name: string; scheme: string; replacement?: string }>
  | FaultOf<'uri-malformed', { name: string; value: string }>
  /** `ending` is the file extension, in lowercase. */
  | FaultOf<'image-format', { ending: string }>
  | FaultOf<'avp-invalid' | 'lps-invalid', { value: string }>;

/**
 * A BIMI assertion record: where the logo of a domain is, and the certificate for it. BIMI is an Internet-Draft
 * (draft-brand-indicators-for-message-identification), which mailbox providers follow.
 */
export interface BimiRecord extends PolicyRecord<BimiFault> {
  readonly kind: 'bimi';
  /** In the order of the text. */
  readonly tags: readonly Tag[];
  /** `l`: the logo. */
  readonly location: Tag | undefined;
  /** `a`: the certificate. */
  readonly evidence: Tag | undefined;
}

/** `l=;` means that the domain does not use a logo. */
export function declines(record: BimiRecord): boolean {
  return record.location?.value === '' && (record.evidence?.value ?? '') === '';
}
