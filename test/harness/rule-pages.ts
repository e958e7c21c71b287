import { join } from 'node:path';
import type { AnyRule } from '../../server/src/rules/rule.ts';

export const RULES_FOLDER = join(__dirname, '../../server/src/rules');

/** The page beside the file of the rule. */
export function pageFileOf({ group, name }: Pick<AnyRule, 'group' | 'name'>): string {
  return join(RULES_FOLDER, group, `${name}.md`);
}
