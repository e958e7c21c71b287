import type { Severity } from '../records/report.ts';
import { forwardFaults, type FaultWith } from './forward-faults.ts';
import type { AnyRuleDefinition, RuleContext, Subjects } from './rule.ts';
import { TAG_CASE, tagFix, type TaggedKind, type TagRule } from './tag-rule.ts';

interface UnknownTag<K extends TaggedKind> extends TagRule<K> {
  /** Name of the kind of record in messages: `BIMI`. */
  readonly title: string;
  /** Whether receivers read such a record at this name at all. */
  when?(context: RuleContext): boolean;
  /** Severity of a tag name with uppercase letters, which receivers ignore. */
  severityOfCase?(fault: FaultWith<K, 'tag-case'>, policy: Subjects[K]): Severity;
}

/** Reports a tag that the standard does not define, or a misspelled one. MTA-STS and TLS-RPT allow any tags. */
export function unknownTag(given: { [K in TaggedKind]: UnknownTag<K> }[TaggedKind]): AnyRuleDefinition {
  const rule = given as UnknownTag<TaggedKind>;
  const { title } = rule;
  return forwardFaults({
    ...rule,
    severity: 'hint',
    // Without a severity of its own, an uppercase tag name is a syntax fault.
    codes: [
      'unknown-tag',
      'misspelled-tag',
      ...(rule.severityOfCase === undefined ? [] : ['tag-case' as const]),
    ],
    messages: {
      'unknown-tag': `"{name}" is not a ${title} tag, so receivers ignore it.`,
      'misspelled-tag': {
        typo: `"{name}" is not a ${title} tag and is probably a typo for "{replacement}".`,
        lookalike:
          '"{name}" looks like "{replacement}" but contains a letter from another alphabet, so receivers ignore it.',
      },
      'tag-case': TAG_CASE,
    },
    severities: { 'misspelled-tag': 'warning', 'tag-case': rule.severityOfCase?.bind(rule) ?? 'error' },
    when: (_fault, _policy, context) => rule.when?.(context) ?? true,
    fix: (fault, policy) => tagFix(rule, fault, policy),
  });
}
