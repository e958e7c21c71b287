import type { FindingPlace, RuleFix } from '../records/report.ts';
import { quote } from '../text/quote.ts';
import type { Range } from '../text/range.ts';
import { forwardFaults, type FaultWith } from './forward-faults.ts';
import type { AnyRuleDefinition, RuleFacts, Subjects } from './rule.ts';

/** The kinds of record that a duplicate tag makes invalid as a whole (RFC 6376 §3.2). */
type Kind = 'dmarc' | 'dkim';

interface DuplicateTag<K extends Kind> extends Omit<RuleFacts, 'severity'> {
  readonly subject: K;
  /** The range to report for the second tag, and to show for the first one. */
  place(tag: FaultWith<K, 'duplicate-tag'>['tag'], policy: Subjects[K]): Range;
  fixes(fault: FaultWith<K, 'duplicate-tag'>, policy: Subjects[K]): readonly RuleFix[];
}

/** Reports a tag that occurs twice. */
export function duplicateTag(given: { [K in Kind]: DuplicateTag<K> }[Kind]): AnyRuleDefinition {
  const rule = given as DuplicateTag<Kind>;
  return forwardFaults({
    ...rule,
    severity: 'error',
    messages: { 'duplicate-tag': 'Duplicate tag "{name}" makes the whole record invalid.' },
    at: ({ tag }, policy): FindingPlace => rule.place(tag, policy),
    related: ({ name, first }, policy) => [
      { at: rule.place(first, policy), message: `First "${quote(name)}" tag` },
    ],
  });
}
