import { canonicalName, faultOfName } from '../../dns/names.ts';
import type { Severity } from '../../records/report.ts';
import { findRule } from '../../rules/find-rule.ts';
import { rules } from '../../rules/registry.ts';
import { nearestName } from '../../text/nearest-name.ts';

/** What a user may make of a rule. */
export type RuleSetting = Severity | 'off';
export const RULE_SETTINGS: readonly RuleSetting[] = ['error', 'warning', 'info', 'hint', 'off'];

/** What is wrong with a rule's id, as the end of a sentence that the id begins. */
export function faultOfRuleId(id: string): string | undefined {
  if (findRule(id) !== undefined) return undefined;
  const near = nearestName(
    id,
    rules.map((rule) => rule.id),
  );
  const hint = near === undefined ? '"mailtxt rules" lists them' : `did you mean "${near}"?`;
  return `is not a rule; ${hint}`;
}

/** What is wrong with a zone's or a sender's name, as the end of a sentence that the name begins. */
export function faultOfDomain(typed: string): string | undefined {
  if (typed === '.') return undefined;
  if (typed === '') return 'is not a domain name: it is empty';
  if (/[^!-~]/.test(typed))
    return 'is not a domain name: use ASCII letters ("xn--…" for others), and no spaces';
  switch (faultOfName(canonicalName(typed))) {
    case undefined:
      return undefined;
    case 'empty-label':
      return 'is not a domain name: it has two dots in a row, or begins with a dot';
    case 'label-too-long':
      return 'is not a domain name: a label is longer than 63 octets';
    case 'name-too-long':
      return 'is not a domain name: it is longer than 255 octets';
  }
}
