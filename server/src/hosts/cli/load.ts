import { createWorkspace } from '../../analysis/create-workspace.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { FileProblem } from '../node/file-problem.ts';
import { fixedDns } from '../node/dns/outside.ts';
import type { OutsideDns } from '../node/dns/outside.ts';
import { traceOf } from './fault.ts';
import type { InputDocument, Inputs } from './inputs.ts';
import type { Progress } from './progress.ts';

/** The loaded documents, and the problems of those that could not be read. */
export interface Loaded {
  readonly workspace: Workspace;
  /** The reported documents, sorted by path, including the files that they include. */
  readonly paths: readonly DocumentPath[];
  readonly problems: readonly FileProblem[];
  /** Internal errors by rule. More may follow while the documents are checked. */
  readonly brokenRules: Map<string, string>;
}

/** `isStatic`: the documents will not change, and `outside` will not get more answers. */
export function loadWorkspace(
  { documents, context, environment, nameOf }: Inputs,
  progress: Progress,
  outside: OutsideDns = fixedDns(),
  { isStatic = false }: { readonly isStatic?: boolean } = {},
): Loaded {
  const problems: FileProblem[] = [];
  const included = new Map<DocumentPath, { readonly text: string; readonly from: Set<DocumentPath> }>();
  const brokenRules = new Map<string, string>();
  const workspace = createWorkspace({
    ...environment,
    isStatic,
    ask: (name, type, owner) => outside.ask(name, type, owner),
    include(target, from) {
      const file = environment.include(target, from);
      if (file !== undefined) {
        const known = included.get(file.path) ?? { text: file.text, from: new Set() };
        known.from.add(from);
        included.set(file.path, known);
      }
      return file;
    },
    ruleFailed(rule, error) {
      if (!brokenRules.has(rule))
        brokenRules.set(rule, `internal error in the rule ${rule}; ${traceOf(error)}`);
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
    // A module may read the file as data.
    if (workspace.documentOf(path) !== undefined && workspace.add(path, text)) continue;
    const message =
      'is not recognized as a file with DNS records; to read it as a zone file, set its zone name with --origin';
    problems.push({ path, message, fatal: true });
  }
  // An included file is part of the zone, whether or not it was named. A file that includes itself is already loaded.
  for (const [path, { text }] of included) {
    if (!workspace.has(path) && workspace.documentOf(path) !== undefined)
      guarded(path, problems, false, () => workspace.add(path, text, { format: workspace.formatOf(path) }));
  }
  const paths = [...workspace.paths()].sort();
  if (context === undefined) return { workspace, paths, problems, brokenRules };
  const own = withIncluded(new Set(documents.map(({ path }) => path)), included);
  return { workspace, paths: paths.filter((path) => own.has(path)), problems, brokenRules };
}

/** The paths, and the paths of the files that they include. */
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

/** An error in one document is reported, and the others are still processed. */
export function guarded<T>(path: DocumentPath, problems: FileProblem[], otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (fault) {
    problems.push(unchecked(path, fault));
    return otherwise;
  }
}

export function unchecked(path: DocumentPath, fault: unknown): FileProblem {
  return {
    path,
    message: `was not checked because of an internal error in mailtxt; ${traceOf(fault)}`,
    fatal: true,
  };
}

/** Notes on why there is nothing to show if a search found nothing. */
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
    `no files with DNS records found in ${searched.join(', ')}; to read a file as a zone file, name it`,
  ];
  const files = seen?.summary();
  if (files !== undefined) notes.push(`files found there: ${files}`);
  if (links.length > 0)
    notes.push(`symbolic links to other folders are not followed: ${links.map(nameOf).join(', ')}`);
  return notes;
}
