import { VERSION } from '../../text/version.ts';

/** The documentation of the rules in the repository at this version, because it must match the rule that ran. */
export function rulePageUrl(rule: string): string {
  return `https://github.com/mailtxt/mailtxt/blob/${REVISION}/docs/rules/${rule}.md`;
}

const REVISION = VERSION === 'source' ? 'main' : `v${VERSION}`;
