import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageFolder } from './package.ts';

/** A rule's page in Markdown; `undefined` where the package came without its docs. */
export function rulePage(id: string): string | undefined {
  const folder = packageFolder();
  if (folder === undefined) return undefined;
  try {
    return readFileSync(join(folder, 'docs', 'rules', `${id}.md`), 'utf8');
  } catch {
    return undefined;
  }
}

/** The sentence that heads a page. */
export function titleOf(page: string): string | undefined {
  return /^# (.+)$/m.exec(page)?.[1];
}
