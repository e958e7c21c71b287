import type { PolicyRecord } from '../policy-record.ts';

export interface SpfRecord extends PolicyRecord {
  readonly kind: 'spf';
}
