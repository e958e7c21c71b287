import type { DocumentPath } from '../../analysis/finding.ts';
import { isTerraformPath } from '../../formats/terraform/recognize.ts';
import type { Unread } from '../../records/unread.ts';
import { groupDigits } from '../../text/group-digits.ts';
import type { FileProblem } from '../node/file-problem.ts';
import type { OutsideDns } from '../node/dns/outside.ts';
import type { UnansweredLine } from '../node/dns/unanswered-lines.ts';
import { isInside, toDocumentPath } from '../node/paths.ts';
import type { Inputs } from './inputs.ts';
import type { Loaded } from './load.ts';

/**
 * What the run did not check, by file and position. Call this when all results are computed. `dns`: for commands that do not
 * report in another place what only DNS can resolve.
 */
export function gatherUnread(
  { seen, context }: Inputs,
  { workspace, paths }: Pick<Loaded, 'workspace' | 'paths'>,
  problems: readonly FileProblem[],
  dns?: { readonly outside: OutsideDns; readonly unanswered: readonly UnansweredLine[] },
): readonly Unread[] {
  // The workspace itself reports what has a position in a document.
  const ofSearch = problems.flatMap(({ path, message, unread, isFile, range }) =>
    unread === undefined || range !== undefined
      ? []
      : [
          {
            ...unread,
            path,
            range: undefined,
            message: `The ${isFile === true ? 'file' : 'folder'} ${message}.`,
            count: 1,
          },
        ],
  );
  const all = workspace.unread();
  const ofDocuments = context === undefined ? all : all.filter(concerning(paths));
  // A values file may look like records in another format.
  const reported = new Set(ofDocuments.map(({ path }) => path));
  const isRead = (path: DocumentPath): boolean =>
    reported.has(path) || workspace.documentOf(path) !== undefined;
  const found = [
    ...ofDocuments,
    ...ofSearch,
    ...(seen?.unread(isRead) ?? []),
    ...(dns === undefined ? [] : ofDns(dns)),
  ];
  return found.sort(byPlace);
}

function ofDns({
  outside,
  unanswered,
}: {
  readonly outside: OutsideDns;
  readonly unanswered: readonly UnansweredLine[];
}): readonly Unread[] {
  const path = toDocumentPath(process.cwd());
  const found: Unread[] = unanswered.map(({ text, count, isLimit }) => ({
    kind: isLimit === true ? 'limit' : 'dns',
    path,
    range: undefined,
    message: `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`,
    count,
  }));
  const { example, count } = outside.unresolved();
  if (example !== undefined) {
    const message =
      count === 1
        ? `Only DNS can resolve "${example}": use --dns live.`
        : `Only DNS can resolve ${groupDigits(count)} names, such as "${example}": use --dns live.`;
    found.push({ kind: 'dns', path, range: undefined, message, count });
  }
  return found;
}

function byPlace(a: Unread, b: Unread): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.range?.start ?? -1) - (b.range?.start ?? -1);
}

/** Whether an entry concerns these files: it is in one of them, or is a value that the module of one of them lacks. */
function concerning(paths: readonly DocumentPath[]): (unread: Unread) => boolean {
  const own = new Set(paths);
  const folders = [...new Set(paths.filter((path) => isTerraformPath(path)).map(folderOf))];
  return ({ kind, path }) =>
    own.has(path) || (kind === 'variables' && folders.some((folder) => isInside(path, folder)));
}

function folderOf(path: DocumentPath): DocumentPath {
  return path.slice(0, path.lastIndexOf('/'));
}
