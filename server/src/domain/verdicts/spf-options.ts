import type { ZoneFacts } from '../../dns/facts.ts';
import type { RecordReader } from '../../email/spf/evaluate/select-record.ts';

export interface SpfOptions {
  readonly facts: ZoneFacts;
  /** Parses the value of a record. Callers that evaluate many senders cache the result. */
  readonly read: RecordReader;
}
