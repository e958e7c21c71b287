import { forwardFaults } from './forward-faults.ts';
import type { AnyRuleDefinition } from './rule.ts';
import { tagFix, type TaggedKind, type TagRule } from './tag-rule.ts';

type VersionCode = 'version-missing' | 'version-not-first' | 'version-invalid' | 'version-form';

interface TagVersion<K extends TaggedKind> extends TagRule<K> {
  /** The faults that the rule reports, where another rule reports the rest. */
  readonly codes?: readonly VersionCode[];
  /** The exact text, with the ";" where the standard includes it. */
  readonly version: string;
  /** Consequence of an unusable version, without its object: `receivers ignore`. */
  readonly effect: string;
  /** What the form requires beyond the text: `with a lowercase "v"`. */
  readonly form?: string;
}

/** Reports a version that is not the first tag, or is not the right one. */
export function tagVersion(given: { [K in TaggedKind]: TagVersion<K> }[TaggedKind]): AnyRuleDefinition {
  const rule = given as TagVersion<TaggedKind>;
  const { version, effect, form = '' } = rule;
  const tag = version.replace(';', '');
  return forwardFaults({
    ...rule,
    severity: 'error',
    messages: {
      'version-missing': `The record does not begin with "${version}", so ${effect} it.`,
      'version-not-first': `"${tag}" is not the first tag, so ${effect} the record.`,
      'version-invalid': `"v={value}" is not "${tag}", so ${effect} the record.`,
      'version-form': `The version must be exactly "${tag}", ${form}.`,
    },
    fix: (fault, policy) => tagFix(rule, fault, policy, `Use "${tag}"`),
  });
}
