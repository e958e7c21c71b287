import { replacementFix } from '../email/replacement.ts';
import type { Safety } from '../records/report.ts';
import { forwardFaults } from './forward-faults.ts';
import type { AnyRuleDefinition, RuleFacts } from './rule.ts';

/** The records that `email/versioned-tags.ts` reads. */
type TaggedKind = 'mta-sts' | 'tls-rpt' | 'bimi';

interface TagSyntax extends Pick<RuleFacts, 'preview' | 'since' | 'specs' | 'why'> {
  readonly subject: TaggedKind;
  /** `review` where a record that is read again may keep mail out. */
  readonly safety: Safety;
}

const TITLES: Readonly<Record<string, string>> = {
  'missing-semicolon': 'Write ";" before it',
  'empty-tag': 'Delete one ";"',
  blank: 'Delete the blank',
  'tag-case': 'Use small letters',
};

/** Tags that cannot be read. */
export function tagSyntax({ safety, ...rule }: TagSyntax): AnyRuleDefinition {
  return forwardFaults({
    ...rule,
    severity: 'error',
    messages: {
      'missing-semicolon':
        'There is no ";" before "{after}", so it is read as part of the value of "{before}".',
      stray: '"{typed}" is no tag: a tag is a name, "=" and a value.',
      'empty-tag': 'There is nothing between two ";".',
      blank: 'A blank stands beside the "=" of "{name}", where none may stand.',
      'tag-name': '"{name}" is no name of a tag.',
      'tag-case': '"{name}" must be written "{replacement}": names of tags are case-sensitive.',
      'duplicate-tag': '"{name}" occurs twice, and readers may take either.',
      'empty-value': '"{name}" has no value.',
    },
    // What the grammar forbids and most readers pass over.
    severities: { 'empty-tag': 'warning', blank: 'warning', 'empty-value': 'warning' },
    fix: (fault) => ('replacement' in fault ? replacementFix(fault, safety, TITLES[fault.code]) : undefined),
  });
}

interface TagVersion extends TagSyntax {
  /** Exactly as it has to be typed, with the ";" where the standard counts that in. */
  readonly version: string;
  /** What readers without a usable version do: `senders skip`. */
  readonly effect: string;
  /** What the form of the version is, beyond its letters. */
  readonly form: string;
}

/** A version that is not first, or not the one. */
export function tagVersion({ safety, version, effect, form, ...rule }: TagVersion): AnyRuleDefinition {
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
    fix: (fault) => ('replacement' in fault ? replacementFix(fault, safety, `Write "${tag}"`) : undefined),
  });
}
