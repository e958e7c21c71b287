import type { Policies, PolicyKind } from '../email/policies.ts';
import { replacementFix } from '../email/replacement.ts';
import type { RuleFix, Safety } from '../records/report.ts';
import type { FaultIn } from './forward-faults.ts';
import type { RuleFacts } from './rule.ts';

/** The records that are lists of tags. */
export type TaggedKind = Exclude<PolicyKind, 'spf'>;

/** What the rules on tags of one kind of record may have of their own. */
export interface TagRule<K extends TaggedKind> extends Omit<RuleFacts, 'severity'> {
  readonly subject: K;
  /** Of writing what the parser knows to be meant. `review` where a record that is read again may keep mail out. */
  readonly safety?: Safety | ((fault: FaultIn<K>, policy: Policies[K]) => Safety);
  /** Where the parser does not say what was meant, and the rule may know. */
  fix?(fault: FaultIn<K>, policy: Policies[K]): RuleFix | undefined;
}

/** Capitals in the name of a tag: a matter of syntax, or of a tag that receivers do not know. */
export const TAG_CASE = '"{name}" must be written "{replacement}": tag names are case-sensitive.';

/** The rule's own fix, or else what the parser knows to be meant. */
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
