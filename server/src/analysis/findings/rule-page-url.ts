import { VERSION } from '../../text/version.ts';

/** The pages of the rules in the repository, at this version: what a page says must hold for the rule that ran. */
export function rulePageUrl(rule: string): string {
  return `https://github.com/mailtxt/mailtxt/blob/${REVISION}/docs/rules/${rule}.md`;
}

const REVISION = VERSION === 'source' ? 'main' : `v${VERSION}`;
