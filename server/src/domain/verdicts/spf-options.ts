import type { DnsFacts } from '../../dns/facts.ts';
import type { RecordReader } from '../../email/spf/evaluate/select-record.ts';

export interface SpfOptions {
  readonly facts: DnsFacts;
  /** Parses a record's text; a caller who judges many senders keeps what it parsed. */
  readonly read: RecordReader;
}
