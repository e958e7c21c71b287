import type { FindingPlace, RuleFix } from '../records/report.ts';
import { quote } from '../text/quote.ts';
import type { Range } from '../text/range.ts';
import { forwardFaults, type FaultWith } from './forward-faults.ts';
import type { AnyRuleDefinition, RuleFacts, Subjects } from './rule.ts';

/** The records that are invalid as a whole where a tag occurs twice (RFC 6376 §3.2). */
type Kind = 'dmarc' | 'dkim';

interface DuplicateTag<K extends Kind> extends Omit<RuleFacts, 'severity'> {
  readonly subject: K;
  /** Where to report the second tag, and to show the first one. */
  place(tag: FaultWith<K, 'duplicate-tag'>['tag'], policy: Subjects[K]): Range;
  fixes(fault: FaultWith<K, 'duplicate-tag'>, policy: Subjects[K]): readonly RuleFix[];
}

/** A tag that occurs twice. */
export function duplicateTag(given: { [K in Kind]: DuplicateTag<K> }[Kind]): AnyRuleDefinition {
  const rule = given as DuplicateTag<Kind>;
  return forwardFaults({
    ...rule,
    severity: 'error',
    messages: { 'duplicate-tag': '"{name}" occurs twice, which makes the whole record invalid.' },
    at: ({ tag }, policy): FindingPlace => rule.place(tag, policy),
    related: ({ name, first }, policy) => [
      { at: rule.place(first, policy), message: `The first "${quote(name)}"` },
    ],
  });
}
