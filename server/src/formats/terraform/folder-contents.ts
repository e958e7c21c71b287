import type { ProjectFiles } from '../../records/document-family.ts';
import type { FolderContent } from './evaluate/scope.ts';

/** Folders whose content is remembered; that of others is looked up each time. */
export const MAX_FOLDER_CONTENTS = 10_000;

/** What is in folders: looked up once, however many units look for a file or for the root of the repository there. */
export class FolderContents {
  private readonly files: ProjectFiles;
  private readonly known = new Map<string, FolderContent | undefined>();

  constructor(files: ProjectFiles) {
    this.files = files;
  }

  /** `undefined`: the folder is not there, or not ours to read. Documents that are nowhere stored are not among the files. */
  of(folder: string): FolderContent | undefined {
    if (this.known.has(folder)) return this.known.get(folder);
    const folders = this.files.folders?.(folder);
    const files = folders && this.files.list(folder);
    const content = files && { folders, files: files.map((file) => file.slice(file.lastIndexOf('/') + 1)) };
    if (this.known.size < MAX_FOLDER_CONTENTS) this.known.set(folder, content);
    return content;
  }

  /** Files or folders may have come or gone. */
  changed(): void {
    this.known.clear();
  }
}
