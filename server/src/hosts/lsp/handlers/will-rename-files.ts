import type { RenameFilesParams, WorkspaceEdit } from 'vscode-languageserver';
import type { FileEdit } from '../../../analysis/finding.ts';
import { editsForRenames, endAfter, pathAfter, type FileRename } from '../../../features/file-renames.ts';
import { PlainText } from '../../../text/plain-text.ts';
import type { Session } from '../session.ts';
import { uriToPath } from '../uri.ts';
import { toWorkspaceEdit } from '../workspace-edit.ts';

/** The edits of all places that name the files, before the files are renamed. null if there are none. */
export function willRenameFiles(session: Session, { files }: RenameFilesParams): WorkspaceEdit | null {
  const { project, workspace } = session;
  const renames = files.map(({ oldUri, newUri }) => ({ from: uriToPath(oldUri), to: uriToPath(newUri) }));
  const edits = editsForRenames(workspace, renames, (file, from) => project.includedPath(file, from));
  const { edits: inConfigs, texts } = editsOfConfigs(session, renames);
  if (edits.length + inConfigs.length === 0) return null;
  const textOf = (path: string): PlainText | ReturnType<typeof workspace.textOf> =>
    texts.get(path) ?? workspace.textOf(path);
  return toWorkspaceEdit(session, [...edits, ...inConfigs], undefined, textOf) ?? null;
}

/** Name server configurations name zone files by paths on the server. These end like the paths of the files. */
function editsOfConfigs(
  { project, workspace }: Session,
  renames: readonly FileRename[],
): { readonly edits: readonly FileEdit[]; readonly texts: ReadonlyMap<string, PlainText> } {
  const edits = new Map<string, FileEdit>();
  const texts = new Map<string, PlainText>();
  for (const path of workspace.paths()) {
    const after = pathAfter(path, renames);
    if (after === path) continue;
    for (const { config, text, range } of project.namedInConfigs(path)) {
      const typed = text.slice(range.start, range.end);
      const changed = endAfter(typed, path, after, renames);
      if (changed === undefined || changed === typed) continue;
      edits.set(`${config} ${range.start}`, { path: config, range, text: changed });
      texts.set(config, new PlainText(text));
    }
  }
  return { edits: [...edits.values()], texts };
}
