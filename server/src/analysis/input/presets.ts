import { rules } from '../../rules/registry.ts';
import type { AnyRule } from '../../rules/rule.ts';
import type { Config } from './config.ts';
import type { RuleSetting } from './settings.ts';

/** The names that `extends` accepts, other than files and packages. */
export const PRESETS = ['recommended', 'strict', 'mail-only'] as const;
export type Preset = (typeof PRESETS)[number];

/**
 * Settings by name:
 * - `recommended`: the defaults;
 * - `strict`: also preview rules and rules that are off by default;
 * - `mail-only`: without general advice about zones. Rules for faults that keep a zone from loading stay on, because such a zone
 * has no mail records.
 *
 * None of them sets a severity that a rule already has, because a finding can have a different one than its rule.
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

/** `undefined` for the severity of the rule. */
function settingsFor(
  isConcerned: (rule: AnyRule) => boolean,
  setting: RuleSetting | undefined,
): ReadonlyMap<string, RuleSetting> {
  return new Map(rules.filter(isConcerned).map(({ id, severity }) => [id, setting ?? severity]));
}

/** Rules with general advice about zones, which does not affect mail. */
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
