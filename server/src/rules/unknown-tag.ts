import type { Severity } from '../records/report.ts';
import { forwardFaults, type FaultWith } from './forward-faults.ts';
import type { AnyRuleDefinition, RuleContext, Subjects } from './rule.ts';
import { TAG_CASE, tagFix, type TaggedKind, type TagRule } from './tag-rule.ts';

interface UnknownTag<K extends TaggedKind> extends TagRule<K> {
  /** What the record is called: `BIMI`. */
  readonly title: string;
  /** Whether receivers read such a record at the name at all. */
  when?(context: RuleContext): boolean;
  /** A tag in capitals, which receivers do not see. */
  severityOfCase?(fault: FaultWith<K, 'tag-case'>, policy: Subjects[K]): Severity;
}

/** A tag that the standard does not have, or one that is misspelled. MTA-STS and TLS-RPT may have any tags. */
export function unknownTag(given: { [K in TaggedKind]: UnknownTag<K> }[TaggedKind]): AnyRuleDefinition {
  const rule = given as UnknownTag<TaggedKind>;
  const { title } = rule;
  return forwardFaults({
    ...rule,
    severity: 'hint',
    // Capitals in a name are a matter of syntax, where a rule does not say how grave they are.
    codes: [
      'unknown-tag',
      'misspelled-tag',
      ...(rule.severityOfCase === undefined ? [] : ['tag-case' as const]),
    ],
    messages: {
      'unknown-tag': `"{name}" is not a ${title} tag: receivers ignore it.`,
      'misspelled-tag': {
        typo: `"{name}" is not a ${title} tag: "{replacement}" was probably meant.`,
        lookalike:
          '"{name}" looks like "{replacement}" but has a letter of another alphabet: receivers ignore it.',
      },
      'tag-case': TAG_CASE,
    },
    severities: { 'misspelled-tag': 'warning', 'tag-case': rule.severityOfCase?.bind(rule) ?? 'error' },
    when: (_fault, _policy, context) => rule.when?.(context) ?? true,
    fix: (fault, policy) => tagFix(rule, fault, policy),
  });
}
