import type { PolicyRecord } from '../policy-record.ts';

export interface DmarcRecord extends PolicyRecord {
  readonly kind: 'dmarc';
}
