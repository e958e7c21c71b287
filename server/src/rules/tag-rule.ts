import type { Policies, PolicyKind } from '../email/policies.ts';
import { replacementFix } from '../email/replacement.ts';
import type { RuleFix, Safety } from '../records/report.ts';
import type { FaultIn } from './forward-faults.ts';
import type { RuleFacts } from './rule.ts';

/** The kinds of record that are lists of tags. */
export type TaggedKind = Exclude<PolicyKind, 'spf'>;

/** The parts that a rule on the tags of one kind of record defines itself. */
export interface TagRule<K extends TaggedKind> extends Omit<RuleFacts, 'severity'> {
  readonly subject: K;
  /** Safety of the correction that the parser suggests. `review` if a record that takes effect again may block mail. */
  readonly safety?: Safety | ((fault: FaultIn<K>, policy: Policies[K]) => Safety);
  /** The fix of a rule that knows what was meant where the parser does not. */
  fix?(fault: FaultIn<K>, policy: Policies[K]): RuleFix | undefined;
}

/** Message for uppercase letters in a tag name. A rule on syntax or a rule on unknown tags reports it. */
export const TAG_CASE = 'Tag names are case-sensitive, so "{name}" must be "{replacement}".';

/** The rule's own fix, or else the correction that the parser suggests. */
export function tagFix(
  rule: TagRule<TaggedKind>,
  fault: FaultIn<TaggedKind>,
  policy: Policies[TaggedKind],
  title?: string,
): RuleFix | undefined {
  if (rule.fix !== undefined) return rule.fix(fault, policy);
  const { safety = 'safe' } = rule;
  const own = typeof safety === 'function' ? safety(fault, policy) : safety;
  return 'replacement' in fault ? replacementFix(fault, own, title) : undefined;
}
