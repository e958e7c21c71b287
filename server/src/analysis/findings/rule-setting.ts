import type { AnyRule } from '../../rules/rule.ts';
import type { DocumentPath } from '../finding.ts';
import type { RuleSetting } from '../input/settings.ts';
import type { WorkspaceEnvironment } from '../workspace.ts';

/**
 * The setting of a rule in a file. The user's severity comes first. Without one, some rules are off, and preview rules are off
 * until preview is on. `undefined`: its findings have their own severities.
 */
export function ruleSettingIn(
  environment: Pick<WorkspaceEnvironment, 'severityOf' | 'isPreviewOn'>,
  { id, preview, offByDefault }: Pick<AnyRule, 'id' | 'preview' | 'offByDefault'>,
  path: DocumentPath,
): RuleSetting | undefined {
  const set = environment.severityOf(id, path);
  if (set !== undefined) return set;
  const isUnready = preview === true && environment.isPreviewOn?.(path) !== true;
  return isUnready || offByDefault === true ? 'off' : undefined;
}
