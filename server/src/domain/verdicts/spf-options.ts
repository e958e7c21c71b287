import type { ZoneFacts } from '../../dns/facts.ts';
import type { RecordReader } from '../../email/spf/evaluate/select-record.ts';

export interface SpfOptions {
  readonly facts: ZoneFacts;
  /** Parses a record's text; a caller who evaluates many senders keeps what it parsed. */
  readonly read: RecordReader;
}
