import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getAsset, isSea } from 'node:sea';

import { packageFolder } from './package.ts';

/** A rule's page in Markdown; `undefined` where the package came without its docs. */
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

/** Where the command is one program without files beside it (`scripts/sea.mjs`). */
function pagesInProgram(): Readonly<Record<string, string>> {
  return (inProgram ??= JSON.parse(getAsset('rules.json', 'utf8')) as Readonly<Record<string, string>>);
}

/** The sentence that heads a page. */
export function titleOf(page: string): string | undefined {
  return /^# (.+)$/m.exec(page)?.[1];
}

/** The option that fixes what the rule finds, by the line of facts under the title; '' where there is none. */
export function fixOptionOf(page: string): '--fix' | '--fix-rule' | '' {
  const facts = page.split('\n').find((line) => line.includes(' · ')) ?? '';
  if (facts.includes('--fix')) return '--fix';
  return facts.includes('for review') ? '--fix-rule' : '';
}
