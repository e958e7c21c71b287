import { keepingReader } from '../../../email/spf/evaluate/select-record.ts';
import type { SpfOptions } from '../../../senders/verdicts/spf-options.ts';
import type { RuleContext } from '../../rule.ts';

/** The same few records are read for every sender: each text is parsed once. */
const read = keepingReader();

export function optionsOf({ facts }: Pick<RuleContext, 'facts'>): SpfOptions {
  return { facts, read };
}
