import { forwardFaults } from './forward-faults.ts';
import type { AnyRuleDefinition } from './rule.ts';
import { tagFix, type TaggedKind, type TagRule } from './tag-rule.ts';

type VersionCode = 'version-missing' | 'version-not-first' | 'version-invalid' | 'version-form';

interface TagVersion<K extends TaggedKind> extends TagRule<K> {
  /** Which faults the rule reports, where another rule has the others. */
  readonly codes?: readonly VersionCode[];
  /** Exactly as it has to be typed, with the ";" where the standard counts that in. */
  readonly version: string;
  /** What readers without a usable version do: `senders skip`. */
  readonly effect: string;
  /** What the form of the version is, beyond its letters. */
  readonly form?: string;
}

/** A version that is not first, or not the one. */
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
      'version-form': `The version has to be written "${tag}", ${form}.`,
    },
    fix: (fault, policy) => tagFix(rule, fault, policy, `Write "${tag}"`),
  });
}
