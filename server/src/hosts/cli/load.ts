import { createWorkspace } from '../../analysis/create-workspace.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { FileProblem } from '../node/config-files.ts';
import { fixedDns } from '../node/dns/outside.ts';
import type { OutsideDns } from '../node/dns/outside.ts';
import { traceOf } from './fault.ts';
import type { Inputs } from './inputs.ts';
import type { Progress } from './progress.ts';

/** The documents that are worked on, and what is to be said of those that could not be read. */
export interface Loaded {
  readonly workspace: Workspace;
  /** By name; those that others include are among them. */
  readonly paths: readonly DocumentPath[];
  readonly problems: readonly FileProblem[];
  /** Faults of our own, by rule. It grows while the documents are checked. */
  readonly brokenRules: ReadonlyMap<string, string>;
}

/** `settled`: the documents are not going to be changed, and `outside` learns nothing more. */
export function loadWorkspace(
  { documents, surroundings, nameOf }: Inputs,
  progress: Progress,
  outside: OutsideDns = fixedDns(),
  { settled = false }: { readonly settled?: boolean } = {},
): Loaded {
  const problems: FileProblem[] = [];
  const included = new Map<DocumentPath, string>();
  const brokenRules = new Map<string, string>();
  const workspace = createWorkspace({
    ...surroundings,
    settled,
    ask: (name, type, owner) => outside.ask(name, type, owner),
    include(target, from) {
      const file = surroundings.include(target, from);
      if (file !== undefined) included.set(file.path, file.text);
      return file;
    },
    ruleFailed(rule, error) {
      if (!brokenRules.has(rule))
        brokenRules.set(rule, `a fault in the rule ${rule} itself; ${traceOf(error)}`);
    },
  });
  for (const { path, text, isZone } of documents) {
    progress.show(`reading ${nameOf(path)}`);
    const before = problems.length;
    const claimed = guarded(path, problems, false, () =>
      workspace.add(path, text, isZone ? { format: 'zone' } : {}),
    );
    if (claimed) continue;
    workspace.remove(path);
    if (problems.length > before) continue;
    const message = 'does not look like a zone file; name its zone with --origin to have it read as one';
    problems.push({ path, message, fatal: true });
  }
  // What a zone includes is part of it, named or not. A file that includes itself was found, and is not included.
  for (const [path, text] of included) {
    if (!workspace.has(path) && workspace.documentOf(path) !== undefined)
      guarded(path, problems, false, () => workspace.add(path, text, { format: 'zone' }));
  }
  return { workspace, paths: [...workspace.paths()].sort(), problems, brokenRules };
}

/** What went wrong with one document is said, and the others are served. */
export function guarded<T>(path: DocumentPath, problems: FileProblem[], otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (fault) {
    problems.push(unchecked(path, fault));
    return otherwise;
  }
}

export function unchecked(path: DocumentPath, fault: unknown): FileProblem {
  return { path, message: `is not checked: a fault in mailtxt itself; ${traceOf(fault)}`, fatal: true };
}

/** What the formats could not read of the documents. */
export function documentProblems(workspace: Workspace): readonly FileProblem[] {
  return workspace.paths().flatMap((path) =>
    workspace.problems(path).map(({ message, range, unread }) => {
      const source = workspace.textOf(path);
      if (range === undefined || source === undefined) return { path, message, fatal: false, unread };
      return { path, message, range, text: source.slice(0, source.length), fatal: false, unread };
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
export function emptySearchNotes({
  documents,
  problems,
  searched,
  links,
  seen,
  nameOf,
}: Inputs): readonly string[] {
  if (documents.length > 0 || problems.length > 0 || searched.length === 0) return [];
  const notes = [
    `no zone or Terraform files in ${searched.join(', ')}; a file that you name is read as a zone file`,
  ];
  const files = seen?.summary();
  if (files !== undefined) notes.push(`the files there are: ${files}`);
  if (links.length > 0)
    notes.push(`links that lead elsewhere are not followed: ${links.map(nameOf).join(', ')}`);
  return notes;
}
