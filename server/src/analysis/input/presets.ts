import { rules } from '../../rules/registry.ts';
import type { AnyRule } from '../../rules/rule.ts';
import type { Config } from './config.ts';
import type { RuleSetting } from './settings.ts';

/** The names that `extends` takes besides files and packages. */
export const PRESETS = ['recommended', 'strict', 'mail-only'] as const;
export type Preset = (typeof PRESETS)[number];

/**
 * Settings by name:
 * - `recommended`: the defaults;
 * - `strict`: preview rules and those that are off by default, too;
 * - `mail-only`: of the rules about zone files and Terraform in general only the errors. A zone that does not load has no
 *   mail records either.
 *
 * None of them sets a severity that a rule has anyway: a finding may have another one than its rule.
 */
export function presetOf(name: string): Partial<Config> | undefined {
  switch (name as Preset) {
    case 'recommended':
      return {};
    case 'strict':
      return { preview: true, rules: settingsFor(({ offByDefault }) => offByDefault === true, undefined) };
    case 'mail-only':
      return { rules: settingsFor(isGeneralAdvice, 'off') };
    default:
      return undefined;
  }
}

/** `undefined`: the severity of the rule. */
function settingsFor(
  isConcerned: (rule: AnyRule) => boolean,
  setting: RuleSetting | undefined,
): ReadonlyMap<string, RuleSetting> {
  return new Map(rules.filter(isConcerned).map(({ id, severity }) => [id, setting ?? severity]));
}

/** The folders of rules that are not about mail. */
const GENERAL_GROUPS: ReadonlySet<string> = new Set(['zone', 'tf', 'txt', 'comment']);

function isGeneralAdvice({ group, severity }: AnyRule): boolean {
  return GENERAL_GROUPS.has(group) && severity !== 'error';
}
