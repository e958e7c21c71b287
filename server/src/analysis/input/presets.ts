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
 * - `mail-only`: without the advice for zones in general. What keeps a zone from loading stays on: it has no mail records then.
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
      return { rules: settingsFor(({ id }) => GENERAL_ADVICE.has(id), 'off') };
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

/** Rules that are good advice for any zone, and change nothing about mail. */
export const GENERAL_ADVICE: ReadonlySet<string> = new Set([
  'txt-many-verification-tokens',
  'zone-duplicate-record',
  'zone-one-name-server',
  'zone-serial-lower',
  'zone-serial-not-raised',
  'zone-soa-mailbox-at',
  'zone-ttl-mismatch',
  'zone-ttl-too-high',
  'zone-ttl-too-low',
]);
