import { createWorkspace } from '../../analysis/create-workspace.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { FileProblem } from '../node/config-files.ts';
import type { Inputs } from './inputs.ts';
import type { Progress } from './progress.ts';

/** A workspace of all documents that could be read, and what is to be said of the others. */
export function loadWorkspace(
  { documents, surroundings, nameOf }: Inputs,
  progress: Progress,
): { readonly workspace: Workspace; readonly problems: readonly FileProblem[] } {
  const workspace = createWorkspace(surroundings);
  const problems: FileProblem[] = [];
  for (const { path, text, isZone } of documents) {
    progress.show(`reading ${nameOf(path)}`);
    const claimed = guarded(path, problems, false, () =>
      workspace.add(path, text, isZone ? { format: 'zone' } : {}),
    );
    if (claimed) continue;
    workspace.remove(path);
    if (problems.at(-1)?.path === path) continue;
    const message = 'does not look like a zone file; name its zone with --origin to have it read as one';
    problems.push({ path, message, fatal: true });
  }
  return { workspace, problems };
}

/** What went wrong with one document is said, and the others are served. */
export function guarded<T>(path: DocumentPath, problems: FileProblem[], otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (fault) {
    const trace = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    problems.push({ path, message: `is not checked: a fault in mailtxt itself\n${trace}`, fatal: true });
    return otherwise;
  }
}

/** What the formats could not read of the documents. */
export function documentProblems(workspace: Workspace): readonly FileProblem[] {
  return workspace.paths().flatMap((path) =>
    workspace.problems(path).map(({ message, range }) => {
      const source = workspace.textOf(path);
      if (range === undefined || source === undefined) return { path, message, fatal: false };
      return { path, message, range, text: source.slice(0, source.length), fatal: false };
    }),
  );
}

/** By file and place. */
export function sortProblems(problems: readonly FileProblem[]): readonly FileProblem[] {
  return [...problems].sort((a, b) => {
    if (a.path !== b.path) return a.path < b.path ? -1 : 1;
    return (a.range?.start ?? -1) - (b.range?.start ?? -1);
  });
}

/** Why there is nothing to show, where a search found nothing. */
export function emptySearchNote({
  documents,
  problems,
  searched,
  links,
  nameOf,
}: Inputs): string | undefined {
  if (documents.length > 0 || problems.length > 0 || searched.length === 0) return undefined;
  const note = `no zone files in ${searched.join(', ')}; a file that you name is read as one`;
  if (links.length === 0) return note;
  return `${note}\nlinks that lead elsewhere are not followed: ${links.map(nameOf).join(', ')}`;
}
