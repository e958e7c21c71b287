import type { PolicyRecord } from '../policy-record.ts';

export interface DkimRecord extends PolicyRecord {
  readonly kind: 'dkim';
}
