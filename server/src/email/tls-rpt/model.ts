import type { ReportUri, ReportUriFault } from '../dmarc/model.ts';
import type { FaultOf, PolicyRecord } from '../policy-record.ts';
import type { Tag } from '../tag-list.ts';
import type { VersionedTagFault } from '../versioned-tags.ts';

export type TlsRptFault =
  | VersionedTagFault
  | Exclude<ReportUriFault, { readonly code: 'uri-list-empty' | 'uri-size-invalid' }>
  | FaultOf<'rua-missing'>
  /** A size limit after an address, as DMARC once had. */
  | FaultOf<'uri-size', { size: string; replacement: string }>;

/** The TXT record with the addresses for reports about TLS connections to a domain's mail servers (RFC 8460 §3). */
export interface TlsRptRecord extends PolicyRecord<TlsRptFault> {
  readonly kind: 'tls-rpt';
  /** In the order of the text. */
  readonly tags: readonly Tag[];
  /** From all `rua`, in the order of the text. */
  readonly rua: readonly ReportUri[];
}
