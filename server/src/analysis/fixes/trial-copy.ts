import type { DnsFacts } from '../../dns/facts.ts';
import type { ProjectFiles } from '../../records/document-family.ts';
import type { DocumentPath } from '../finding.ts';
import type { ConfiguredZone, WorkspaceEnvironment } from '../workspace.ts';

/** What a copy of some documents gets from the original. */
export interface CopyOptions {
  /** The text of a document in the original. */
  readonly textAt: (path: DocumentPath) => string | undefined;
  /** The zones that configurations load from a document, in the original. */
  readonly zonesOf: (path: DocumentPath) => readonly ConfiguredZone[];
  /** What is known about names outside of the copied documents. */
  readonly ask: DnsFacts['ask'];
}

/** Environment of a copy. For each file, it uses the original's text if the original has one. */
export function environmentOfCopy(
  original: WorkspaceEnvironment,
  { textAt, zonesOf, ask }: CopyOptions,
): WorkspaceEnvironment {
  const { files } = original;
  return {
    ...original,
    // A copy is used once, and must know everything.
    evaluation: undefined,
    observer: undefined,
    isStatic: false,
    ask,
    zonesOf: (path) => {
      const configured = zonesOf(path);
      return configured.length > 0 ? configured : (original.zonesOf?.(path) ?? []);
    },
    include: (target, from) => {
      const found = original.include(target, from);
      return found && { path: found.path, text: textAt(found.path) ?? found.text };
    },
    ...(files === undefined ? {} : { files: filesOfCopy(files, textAt) }),
  };
}

function filesOfCopy(files: ProjectFiles, textAt: CopyOptions['textAt']): ProjectFiles {
  return {
    list: (folder) => files.list(folder),
    folders: (folder) => files.folders?.(folder),
    read: (path) => textAt(path) ?? files.read(path),
    isTooLarge: (path) => textAt(path) === undefined && files.isTooLarge?.(path) === true,
    canonicalPath: (path) => files.canonicalPath?.(path) ?? path,
    ...(files.showsAll === undefined ? {} : { showsAll: files.showsAll }),
    isOther: (path) => files.isOther?.(path) === true,
    zoneNameFor: (path, keys) => files.zoneNameFor?.(path, keys),
    valueFiles: () => files.valueFiles?.() ?? [],
    runOptionsOf: (folder) => files.runOptionsOf?.(folder),
  };
}
