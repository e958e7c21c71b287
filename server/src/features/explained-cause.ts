import type { Fix } from '../analysis/finding.ts';
import type { DomainName } from '../dns/names.ts';
import type { RecordsAbout } from '../senders/replies/model.ts';
import type { RecordOfCause } from './bounce-records.ts';
import type { Trial } from './try-bounce.ts';

/** A possible cause of a reply, and what the files and a trial show about it. */
export interface ExplainedCause {
  readonly text: string;
  readonly about: RecordsAbout | undefined;
  /** Rules of this version that check for it. */
  readonly rules: readonly string[];
  readonly records: readonly RecordOfCause[];
  /** False if the bounce does not show whose records they are, and the files have those of only a few domains. */
  readonly ownerIsCertain: boolean;
  /** The domain that is in the files, but without the record that the cause is about. */
  readonly missingAt: DomainName | undefined;
  /** The result of evaluating the message again with the records in the files. */
  readonly trial: Trial | undefined;
  /** The edit that would make the message pass, as far as the records decide. */
  readonly fix: Fix | undefined;
}
