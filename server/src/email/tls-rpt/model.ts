import type { ReportUri } from '../dmarc/model.ts';
import type { PolicyRecord } from '../policy-record.ts';
import type { Tag } from '../tag-list.ts';

/**
 * The TXT record that says where reports on TLS connections to a domain's mail servers go (RFC 8460 §3).
 *
 * Faults are those of `versioned-tags.ts`, `rua-missing`, and those of `dmarc/report-uris.ts` for the addresses.
 */
export interface TlsRptRecord extends PolicyRecord {
  readonly kind: 'tls-rpt';
  /** In the order of the text. */
  readonly tags: readonly Tag[];
  /** Of the first `rua`. */
  readonly rua: readonly ReportUri[];
}
