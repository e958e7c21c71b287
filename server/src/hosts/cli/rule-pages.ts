import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getAsset, isSea } from 'node:sea';

import { packageFolder } from './package.ts';

/** The Markdown page of a rule. `undefined` if the package has no docs. */
export function rulePage(id: string): string | undefined {
  if (isSea()) return pagesInProgram()[id];
  const folder = packageFolder();
  if (folder === undefined) return undefined;
  try {
    return readFileSync(join(folder, 'docs', 'rules', `${id}.md`), 'utf8');
  } catch {
    return undefined;
  }
}

let inProgram: Readonly<Record<string, string>> | undefined;

/** The pages inside the single executable (`scripts/sea.mjs`), which has no files next to it. */
function pagesInProgram(): Readonly<Record<string, string>> {
  return (inProgram ??= JSON.parse(getAsset('rules.json', 'utf8')) as Readonly<Record<string, string>>);
}

/** The title of a page. */
export function titleOf(page: string): string | undefined {
  return /^# (.+)$/m.exec(page)?.[1];
}

/** The option that fixes the rule's findings, from the line of facts under the title. '' if there is none. */
export function fixOptionOf(page: string): '--fix' | '--fix-rule' | '' {
  const facts = page.split('\n').find((line) => line.includes(' · ')) ?? '';
  if (facts.includes('--fix')) return '--fix';
  return facts.includes('for review') ? '--fix-rule' : '';
}
