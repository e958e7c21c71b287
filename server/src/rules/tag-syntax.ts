import type { Severity } from '../records/report.ts';
import { quote } from '../text/quote.ts';
import { forwardFaults, type FaultIn } from './forward-faults.ts';
import type { AnyRuleDefinition } from './rule.ts';
import { TAG_CASE, tagFix, type TaggedKind, type TagRule } from './tag-rule.ts';

const MESSAGES = {
  'missing-semicolon': 'Missing ";" before "{after}", which is read as part of the value of "{before}".',
  stray: '"{typed}" is not a name=value tag.',
  'empty-tag': 'This extra ";" does not separate two tags.',
  'tag-name': {
    none: '"{typed}" has no tag name before the "=".',
    invalid: '"{name}" is not a valid tag name.',
  },
  'tag-case': TAG_CASE,
  'duplicate-tag': 'Tag "{name}" occurs twice, and senders may use either value.',
  // The grammars of MTA-STS and TLS-RPT allow neither spaces around "=" nor an empty value.
  spaces: 'Spaces are not allowed around the "=" of "{name}".',
  'empty-value': '"{name}" has no value.',
  // Only the DMARC parser recognizes a tag without its "=".
  'colon-for-equals': '"{tag}" has ":" instead of "=", so receivers ignore it.',
  'missing-equals': '"{tag} {value}" has no "=", so receivers ignore it.',
  // DKIM tags have names of one letter, and lists with colons.
  'tag-name-characters':
    'The tag name "{meant}" contains extra characters, so receivers do not recognize it.',
  'empty-item': {
    list: '"{typed}" is empty, so strict receivers reject the record.',
    item: '"{typed}" has nothing on one side of a ":", so strict receivers reject the record.',
  },
} as const;

type SyntaxCode = keyof typeof MESSAGES;

interface TagSyntax<K extends TaggedKind> extends TagRule<K> {
  /** The faults that the rule reports. Other rules on the same kind of record report the rest. */
  readonly codes: readonly SyntaxCode[];
  readonly severity?: Severity;
  readonly severities?: { readonly [C in SyntaxCode]?: Severity };
}

/** The codes of the faults that `email/versioned-tags.ts` finds. */
export const VERSIONED_TAG_CODES = [
  'missing-semicolon',
  'stray',
  'empty-tag',
  'spaces',
  'tag-name',
  'tag-case',
  'duplicate-tag',
  'empty-value',
] as const satisfies readonly SyntaxCode[];

/** Severities of faults that the grammar forbids and most readers tolerate. */
const PASSED_OVER = {
  'empty-tag': 'warning',
  spaces: 'warning',
  'empty-value': 'warning',
  'empty-item': 'warning',
} as const;

/** Reports tags that cannot be parsed. */
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
      return `Add ";" before "${quote(fault.after)}"`;
    case 'empty-tag':
      return 'Delete the ";"';
    case 'spaces':
      return 'Delete the space';
    case 'colon-for-equals':
      return 'Replace ":" with "="';
    case 'missing-equals':
      return 'Add "="';
    default:
      return undefined;
  }
}
