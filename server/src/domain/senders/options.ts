import { cachedReader } from '../../email/spf/evaluate/select-record.ts';
import type { SpfOptions } from '../verdicts/spf-options.ts';
import type { RecordView } from '../view.ts';

/** The same few records are read for every sender, so each text is parsed once. */
const read = cachedReader();

export function optionsOf({ facts }: Pick<RecordView, 'facts'>): SpfOptions {
  return { facts, read };
}
