import { canonicalName, faultOfName } from '../../dns/names.ts';
import type { Severity } from '../../records/report.ts';
import { findRule } from '../../rules/find-rule.ts';
import { rules } from '../../rules/registry.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { analysisText } from '../texts.ts';

/** What a user can set for a rule. */
export type RuleSetting = Severity | 'off';
export const RULE_SETTINGS: readonly RuleSetting[] = ['error', 'warning', 'info', 'hint', 'off'];

/** The fault of a rule's id, as the end of a sentence that begins with the id. */
export function faultOfRuleId(id: string): string | undefined {
  if (findRule(id) !== undefined) return undefined;
  const near = nearestName(
    id,
    rules.map((rule) => rule.id),
  );
  const hint =
    near === undefined ? analysisText('rulesListThem') : analysisText('didYouMean', { name: near });
  return analysisText('notARule', { suggestion: hint });
}

/** The fault of a zone's or a sender's name, as the end of a sentence that begins with the name. */
export function faultOfDomain(typed: string): string | undefined {
  if (typed === '.') return undefined;
  if (typed === '') return analysisText('emptyDomain');
  if (/[^!-~]/.test(typed)) return analysisText('domainCharacters');
  switch (faultOfName(canonicalName(typed))) {
    case undefined:
      return undefined;
    case 'empty-label':
      return analysisText('domainDots');
    case 'label-too-long':
      return analysisText('domainLabel');
    case 'name-too-long':
      return analysisText('domainLength');
  }
}
