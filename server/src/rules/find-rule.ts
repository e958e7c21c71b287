import { rules } from './registry.ts';
import type { AnyRule } from './rule.ts';

const byId: ReadonlyMap<string, AnyRule> = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of that id. */
export function findRule(id: string): AnyRule | undefined {
  return byId.get(id);
}
