import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { FileProblem } from '../node/file-problem.ts';

/** What the formats could not read in the documents. */
export function documentProblems({
  workspace,
  paths,
}: {
  readonly workspace: Workspace;
  readonly paths: readonly DocumentPath[];
}): readonly FileProblem[] {
  return paths.flatMap((path) =>
    workspace.problems(path).map(({ message, range, unread }) => {
      const source = workspace.textOf(path);
      if (range === undefined || source === undefined) return { path, message, fatal: false, unread };
      return { path, message, range, text: source.slice(0, source.length), fatal: false, unread };
    }),
  );
}

/** Sorts problems by file and position. */
export function sortProblems(problems: readonly FileProblem[]): readonly FileProblem[] {
  return [...problems].sort((a, b) => {
    if (a.path !== b.path) return a.path < b.path ? -1 : 1;
    return (a.range?.start ?? -1) - (b.range?.start ?? -1);
  });
}
