import type { ProjectFiles } from '../../records/document-family.ts';
import type { FolderContent } from './evaluate/scope.ts';

/** Folders whose content is cached; that of others is read each time. */
export const MAX_FOLDER_CONTENTS = 10_000;

/** The content of folders, read once, however many units search them for a file or for the root of the repository. */
export class FolderContents {
  private readonly files: ProjectFiles;
  private readonly known = new Map<string, FolderContent | undefined>();

  constructor(files: ProjectFiles) {
    this.files = files;
  }

  /** `undefined`: the folder does not exist, or mailtxt may not read it. Unsaved documents are not among the files. */
  of(folder: string): FolderContent | undefined {
    if (this.known.has(folder)) return this.known.get(folder);
    const folders = this.files.folders?.(folder);
    const files = folders && this.files.list(folder);
    const content = files && { folders, files: files.map((file) => file.slice(file.lastIndexOf('/') + 1)) };
    if (this.known.size < MAX_FOLDER_CONTENTS) this.known.set(folder, content);
    return content;
  }

  /** Files or folders may have been added or deleted. */
  changed(): void {
    this.known.clear();
  }
}
