import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { usableIgnorePatterns } from '../../analysis/input/ignore-pattern.ts';
import type { FileProblem } from './file-problem.ts';
import { foldersUpTo, repositoryOf, toDocumentPath } from './paths.ts';
import { readTextFile } from './text-file.ts';

/** Patterns as in `.gitignore`, and the folder that they are relative to. */
interface IgnoreRules {
  readonly folder: DocumentPath;
  readonly patterns: Ignore;
  /** The number of patterns that are not used, because matching them could take very long. */
  readonly leftOut: number;
}

/** Outermost first. As in git, a later entry overrides an earlier one. */
export type IgnoreStack = readonly IgnoreRules[];

/** The rules, extended by the folder's own `.gitignore`, if it has one. */
export function withGitignore(stack: IgnoreStack, folder: string): IgnoreStack {
  const path = join(folder, '.gitignore');
  if (!existsSync(path)) return stack;
  const file = readTextFile(path);
  return file.kind === 'text' ? withPatterns(stack, folder, file.text) : stack;
}

export function withPatterns(
  stack: IgnoreStack,
  folder: string,
  patterns: string | readonly string[],
): IgnoreStack {
  const isFile = typeof patterns === 'string';
  const lines = isFile ? patterns.split(/\r?\n/).filter((line) => !/^(?:#|$)/.test(line)) : patterns;
  const { used, leftOut } = usableIgnorePatterns(lines);
  // A file may begin with a byte order mark, and spaces at line ends are ignored.
  const added = ignore().add(isFile ? used.join('\n') : used);
  return [...stack, { folder: toDocumentPath(folder), patterns: added, leftOut }];
}

/** Reports unused patterns in the `.gitignore` of a folder, which is untrusted. */
export function gitignoreProblem(stack: IgnoreStack, folder: string): FileProblem | undefined {
  const own = stack.at(-1);
  if (own === undefined || own.leftOut === 0 || own.folder !== toDocumentPath(folder)) return undefined;
  const message = `has ${own.leftOut} patterns that mailtxt ignores because they are too long or too many, or have too many "**"`;
  return { path: toDocumentPath(join(folder, '.gitignore')), message, fatal: false };
}

/**
 * The rules of the repository's parent folders of `folder`. If they ignore the folder, the user named it nevertheless, so no
 * rule of a parent folder applies in it.
 */
export function gitignoreAbove(folder: string): IgnoreStack {
  const repository = repositoryOf(folder);
  if (repository === undefined || repository === folder) return [];
  let stack: IgnoreStack = [];
  for (const at of [...foldersUpTo(dirname(folder), repository)].reverse()) stack = withGitignore(stack, at);
  return isIgnored(stack, toDocumentPath(folder), true) ? [] : stack;
}

/** `path` must be inside the folders of all rules, and none of its parent folders may be ignored. */
export function isIgnored(stack: IgnoreStack, path: DocumentPath, isFolder: boolean): boolean {
  for (let i = stack.length - 1; i >= 0; i--) {
    const rules = stack[i];
    if (rules === undefined) continue;
    const inFolder = path.slice(rules.folder.endsWith('/') ? rules.folder.length : rules.folder.length + 1);
    const verdict = rules.patterns.test(isFolder ? `${inFolder}/` : inFolder);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}
