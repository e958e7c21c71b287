import type { ProjectFiles } from '../../records/document-family.ts';
import { folderOf, nameIn } from '../../text/paths.ts';

/**
 * One name for each folder, however many symbolic links point to it: the folder of a document that the host provided or, if there
 * is none, the host's own name for it. Folders that were provided under two names keep both.
 */
export class FolderNames {
  private readonly files: ProjectFiles;
  /** Names by the paths that were looked up. */
  private readonly known = new Map<string, string>();
  /** The names of provided folders by the host's names for them. */
  private readonly given = new Map<string, string>();

  constructor(files: ProjectFiles, given: Iterable<string>) {
    this.files = files;
    for (const folder of [...given].sort()) {
      this.known.set(folder, folder);
      const canonical = this.canonical(folder);
      if (!this.given.has(canonical)) this.given.set(canonical, folder);
    }
  }

  of(folder: string): string {
    let name = this.known.get(folder);
    if (name !== undefined) return name;
    const canonical = this.canonical(folder);
    name = this.given.get(canonical) ?? canonical;
    if (this.known.size >= MAX_KNOWN_FOLDERS) return name;
    this.known.set(folder, name);
    return name;
  }

  /** The path of a file within the folder's name. */
  ofFile(path: string): string {
    return nameIn(this.of(folderOf(path)), path);
  }

  private canonical(folder: string): string {
    return this.files.canonicalPath?.(folder) ?? folder;
  }
}

/** Folder names that are kept until folders are read again; others are looked up each time. */
const MAX_KNOWN_FOLDERS = 10_000;
