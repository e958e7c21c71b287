import { createWorkspace } from '../../analysis/create-workspace.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { FileProblem } from '../node/file-problem.ts';
import { fixedDns } from '../node/dns/outside.ts';
import type { OutsideDns } from '../node/dns/outside.ts';
import { traceOf } from './fault.ts';
import type { InputDocument, Inputs } from './inputs.ts';
import type { Progress } from './progress.ts';

/** The documents that are worked on, and what is to be said of those that could not be read. */
export interface Loaded {
  readonly workspace: Workspace;
  /** By name: those that something is reported of. Files that they include are among them. */
  readonly paths: readonly DocumentPath[];
  readonly problems: readonly FileProblem[];
  /** Faults of our own, by rule. It grows while the documents are checked. */
  readonly brokenRules: Map<string, string>;
}

/** `settled`: the documents are not going to be changed, and `outside` learns nothing more. */
export function loadWorkspace(
  { documents, context, surroundings, nameOf }: Inputs,
  progress: Progress,
  outside: OutsideDns = fixedDns(),
  { settled = false }: { readonly settled?: boolean } = {},
): Loaded {
  const problems: FileProblem[] = [];
  const included = new Map<DocumentPath, { readonly text: string; readonly from: Set<DocumentPath> }>();
  const brokenRules = new Map<string, string>();
  const workspace = createWorkspace({
    ...surroundings,
    settled,
    ask: (name, type, owner) => outside.ask(name, type, owner),
    include(target, from) {
      const file = surroundings.include(target, from);
      if (file !== undefined) {
        const known = included.get(file.path) ?? { text: file.text, from: new Set() };
        known.from.add(from);
        included.set(file.path, known);
      }
      return file;
    },
    ruleFailed(rule, error) {
      if (!brokenRules.has(rule))
        brokenRules.set(rule, `a fault in the rule ${rule} itself; ${traceOf(error)}`);
    },
  });
  const add = ({ path, text, isZone }: InputDocument, faults: FileProblem[]): boolean => {
    progress.show(`reading ${nameOf(path)}`);
    const before = faults.length;
    const claimed = guarded(path, faults, false, () =>
      workspace.add(path, text, isZone ? { format: 'zone' } : {}),
    );
    if (!claimed) workspace.remove(path);
    return claimed || faults.length > before;
  };
  for (const document of context ?? []) add(document, []);
  const unclaimed = documents.filter((document) => !add(document, problems));
  for (const { path, text } of unclaimed) {
    // A module may read it as its data.
    if (workspace.documentOf(path) !== undefined && workspace.add(path, text)) continue;
    const message = 'does not look like a zone file; name its zone with --origin to have it read as one';
    problems.push({ path, message, fatal: true });
  }
  // What a zone includes is part of it, named or not. A file that includes itself was found, and is not included.
  for (const [path, { text }] of included) {
    if (!workspace.has(path) && workspace.documentOf(path) !== undefined)
      guarded(path, problems, false, () => workspace.add(path, text, { format: workspace.formatOf(path) }));
  }
  const paths = [...workspace.paths()].sort();
  if (context === undefined) return { workspace, paths, problems, brokenRules };
  const own = withIncluded(new Set(documents.map(({ path }) => path)), included);
  return { workspace, paths: paths.filter((path) => own.has(path)), problems, brokenRules };
}

/** The paths, and those of the files that they include. */
function withIncluded(
  paths: ReadonlySet<DocumentPath>,
  included: ReadonlyMap<DocumentPath, { readonly from: ReadonlySet<DocumentPath> }>,
): ReadonlySet<DocumentPath> {
  const all = new Set(paths);
  const by = new Map<DocumentPath, DocumentPath[]>();
  for (const [path, { from }] of included) {
    for (const one of from) {
      const known = by.get(one);
      if (known === undefined) by.set(one, [path]);
      else known.push(path);
    }
  }
  for (const path of all) for (const one of by.get(path) ?? []) all.add(one);
  return all;
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
    `no files with DNS records in ${searched.join(', ')}; a file that you name is read as a zone file`,
  ];
  const files = seen?.summary();
  if (files !== undefined) notes.push(`the files there are: ${files}`);
  if (links.length > 0)
    notes.push(`links that lead elsewhere are not followed: ${links.map(nameOf).join(', ')}`);
  return notes;
}
