import type { Severity } from '../records/report.ts';
import { quote } from '../text/quote.ts';
import { forwardFaults, type FaultIn } from './forward-faults.ts';
import type { AnyRuleDefinition } from './rule.ts';
import { TAG_CASE, tagFix, type TaggedKind, type TagRule } from './tag-rule.ts';

const MESSAGES = {
  'missing-semicolon': 'There is no ";" before "{after}", so it is read as part of the value of "{before}".',
  stray: '"{typed}" is not a tag of the form name=value.',
  'empty-tag': 'This ";" does not separate two tags.',
  'tag-name': {
    none: '"{typed}" has no name before its "=".',
    invalid: '"{name}" is not a valid tag name.',
  },
  'tag-case': TAG_CASE,
  'duplicate-tag': '"{name}" occurs twice, and readers may take either.',
  // Of MTA-STS and TLS-RPT, whose grammar allows neither.
  blank: 'There is a space next to the "=" of "{name}", where none is allowed.',
  'empty-value': '"{name}" has no value.',
  // Of DMARC, whose parser finds its tags all the same.
  'colon-for-equals': '"{tag}" has ":" instead of "=", so receivers do not see it.',
  'missing-equals': '"{tag} {value}" has no "=", so receivers do not see it.',
  // Of DKIM, whose tags have names of one letter, and lists with colons.
  'tag-name-characters':
    'The name of "{meant}=" has other characters in it, so receivers do not know the tag.',
  'empty-item': {
    list: '"{typed}" is empty; strict receivers refuse the record.',
    item: '"{typed}" has nothing on one side of a ":"; strict receivers refuse the record.',
  },
} as const;

type SyntaxCode = keyof typeof MESSAGES;

interface TagSyntax<K extends TaggedKind> extends TagRule<K> {
  /** Which faults the rule reports: other rules of the kind have the others. */
  readonly codes: readonly SyntaxCode[];
  readonly severity?: Severity;
  readonly severities?: { readonly [C in SyntaxCode]?: Severity };
}

/** What `email/versioned-tags.ts` can find. */
export const VERSIONED_TAG_CODES = [
  'missing-semicolon',
  'stray',
  'empty-tag',
  'blank',
  'tag-name',
  'tag-case',
  'duplicate-tag',
  'empty-value',
] as const satisfies readonly SyntaxCode[];

/** What the grammar forbids and most readers pass over. */
const PASSED_OVER = {
  'empty-tag': 'warning',
  blank: 'warning',
  'empty-value': 'warning',
  'empty-item': 'warning',
} as const;

/** Tags that cannot be read. */
export function tagSyntax(given: { [K in TaggedKind]: TagSyntax<K> }[TaggedKind]): AnyRuleDefinition {
  const rule = given as TagSyntax<TaggedKind>;
  return forwardFaults({
    severity: 'error',
    ...rule,
    messages: MESSAGES,
    severities: { ...PASSED_OVER, ...rule.severities },
    fix: (fault, policy) => tagFix(rule, fault, policy, titleOf(fault)),
  });
}

function titleOf(fault: FaultIn<TaggedKind>): string | undefined {
  switch (fault.code) {
    case 'missing-semicolon':
      return `Write ";" before "${quote(fault.after)}"`;
    case 'empty-tag':
      return 'Delete the ";"';
    case 'blank':
      return 'Delete the space';
    case 'colon-for-equals':
    case 'missing-equals':
      return 'Write "="';
    default:
      return undefined;
  }
}
