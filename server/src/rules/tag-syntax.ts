import { mend } from '../email/dmarc/edits.ts';
import type { PolicyFault, PolicyRecord } from '../email/policy-record.ts';
import type { Safety, Severity } from '../records/report.ts';
import { quote } from '../text/quote.ts';
import type { RuleContext } from './rule.ts';

/** What is said of tags that cannot be read, in every record that `email/versioned-tags.ts` reads. */
export const SYNTAX_MESSAGES = {
  semicolon: 'There is no ";" before "{after}", so it is read as part of the value of "{before}".',
  stray: '"{text}" is no tag: a tag is a name, "=" and a value.',
  empty: 'There is nothing between two ";".',
  blank: 'A blank stands beside the "=" of "{name}", where none may stand.',
  name: '"{name}" is no name of a tag.',
  case: '"{name}" must be written "{meant}": names of tags are case-sensitive.',
  duplicate: '"{name}" occurs twice, and readers may take either.',
  emptyValue: '"{name}" has no value.',
};

type Message = keyof typeof SYNTAX_MESSAGES;

interface Told {
  readonly message: Message;
  readonly title: string;
  readonly severity?: Severity;
}

const FAULTS: Readonly<Record<string, Told>> = {
  'missing-semicolon': { message: 'semicolon', title: 'Write ";" before it' },
  stray: { message: 'stray', title: '' },
  // What the grammar forbids and most readers pass over.
  'empty-tag': { message: 'empty', title: 'Delete one ";"', severity: 'warning' },
  blank: { message: 'blank', title: 'Delete the blank', severity: 'warning' },
  'empty-value': { message: 'emptyValue', title: '', severity: 'warning' },
  'tag-name': { message: 'name', title: '' },
  'tag-case': { message: 'case', title: 'Use small letters' },
  'duplicate-tag': { message: 'duplicate', title: '' },
};

export const SYNTAX_FAULTS = Object.keys(FAULTS);

/** Reports the faults of `versioned-tags.ts` that are about tags in general. `safety` is that of mending them. */
export function reportSyntax(policy: PolicyRecord, context: RuleContext<Message>, safety: Safety): void {
  for (const fault of policy.faults) {
    const told = FAULTS[fault.code];
    if (told === undefined) continue;
    const { severity } = told;
    context.report({
      at: fault.range,
      message: told.message,
      data: shown(fault),
      fix: mend(fault, told.title, safety),
      ...(severity === undefined ? {} : { severity }),
    });
  }
}

function shown(fault: PolicyFault): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fault.data ?? {}).map(([key, text]) => [key, quote(text)]));
}
