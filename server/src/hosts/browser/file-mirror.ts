/** Octets of a file that is fetched. Larger files exist, but cannot be read. */
export const MAX_MIRRORED_FILE = 16 * 1024 * 1024;

/** Octets of all fetched files together. No more are fetched after that. */
export const MAX_MIRRORED = 256 * 1024 * 1024;

export interface MirroredFile {
  readonly kind: 'file';
  /** `undefined`: not needed so far, or too large. */
  octets: Uint8Array | undefined;
  /** The size in octets. 0 while only the name of the file is known. */
  size: number;
  /** Milliseconds since 1970. 0 while only the name of the file is known. */
  modified: number;
  /** Whether more than the name of the file is known. */
  isKnown: boolean;
}

export interface MirroredFolder {
  readonly kind: 'folder';
  /** `undefined`: not needed so far. */
  entries: Map<string, MirroredFile | MirroredFolder> | undefined;
  /** Counts changes of the entries. */
  version: number;
}

export type MirroredEntry = MirroredFile | MirroredFolder;

/** The fetched content of a file, without octets if it is too large. */
export interface FileContent {
  readonly octets?: Uint8Array;
  readonly size: number;
  readonly modified: number;
}

/** Paths that are needed but have not been fetched. */
export interface WantedPaths {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** Version control folders: they cannot be used here, and may be large. */
const HIDDEN = new Set(['.git', '.hg', '.svn']);

/**
 * A mirror of remote files, as far as they were fetched. A request for a missing file is noted and finds nothing at first. Once the
 * file is fetched, the requester is told to try again. So code that reads files does not have to wait, and only files that are read are fetched.
 *
 * Paths are absolute, with `/`. Only what is in mounted folders exists.
 */
export class FileMirror {
  private readonly root = listed();
  private readonly mounted = new Set<string>();
  private readonly wantedFolders = new Set<string>();
  private readonly wantedFiles = new Set<string>();
  private held = 0;
  /** Called when a new path is needed. */
  wantedMore: () => void = () => undefined;

  /** From then on, the folder exists. */
  mount(path: string): void {
    this.mounted.add(normal(path));
    let folder = this.root;
    const names = namesOf(path);
    for (const [i, name] of names.entries()) {
      const before = folder.entries?.get(name);
      const isLast = i === names.length - 1;
      const next: MirroredFolder =
        before?.kind === 'folder'
          ? before
          : isLast
            ? { kind: 'folder', entries: undefined, version: 0 }
            : listed();
      folder.entries?.set(name, next);
      folder = next;
    }
  }

  /** Octets of all fetched files. */
  get octets(): number {
    return this.held;
  }

  get isWanting(): boolean {
    return this.wantedFolders.size + this.wantedFiles.size > 0;
  }

  /** Returns the paths to fetch, and clears them. */
  takeWanted(): WantedPaths {
    const wanted = { folders: [...this.wantedFolders], files: [...this.wantedFiles] };
    this.wantedFolders.clear();
    this.wantedFiles.clear();
    return wanted;
  }

  /** The entry at the path. `undefined` if it does not exist, or is not known yet. */
  entryAt(path: string): MirroredEntry | undefined {
    let entry: MirroredEntry = this.root;
    let at = '';
    for (const name of namesOf(path)) {
      if (entry.kind === 'file') return undefined;
      if (entry.entries === undefined) {
        this.want(this.wantedFolders, at);
        return undefined;
      }
      const next = entry.entries.get(name);
      if (next === undefined) return undefined;
      entry = next;
      at += `/${name}`;
    }
    return entry;
  }

  /** The entries of a folder. `undefined` if they are not known yet. */
  entriesOf(path: string, folder: MirroredFolder): ReadonlyMap<string, MirroredEntry> | undefined {
    if (folder.entries === undefined) this.want(this.wantedFolders, normal(path));
    return folder.entries;
  }

  /** The file with its size and content, once it is fetched. */
  needed(path: string, file: MirroredFile): MirroredFile {
    if (!file.isKnown) this.want(this.wantedFiles, normal(path));
    return file;
  }

  /** Stores the entries of a folder. `undefined` if it no longer exists. */
  putFolder(
    path: string,
    found: readonly (readonly [name: string, kind: 'file' | 'folder'])[] | undefined,
  ): void {
    const folder = this.known(path);
    if (folder?.kind !== 'folder') return;
    const before = folder.entries;
    folder.entries = new Map();
    folder.version++;
    for (const [name, kind] of found ?? []) {
      // A name is untrusted, and must not point outside the folder.
      if (HIDDEN.has(name) || name === '' || name === '.' || name === '..' || name.includes('/')) continue;
      const old = before?.get(name);
      const fresh: MirroredEntry =
        kind === 'folder' ? { kind, entries: undefined, version: 0 } : unknownFile();
      folder.entries.set(name, old?.kind === kind ? old : fresh);
    }
    for (const [name, old] of before ?? []) if (folder.entries.get(name) !== old) this.release(old);
  }

  /** Stores the content of a file. `undefined` if it no longer exists. */
  putFile(path: string, content: FileContent | undefined): void {
    const file = this.known(path);
    if (file?.kind !== 'file') return;
    this.release(file);
    file.isKnown = true;
    file.size = content?.size ?? 0;
    file.modified = content?.modified ?? 0;
    file.octets = content?.octets;
    this.held += file.octets?.length ?? 0;
  }

  /** Whether the file or folder was fetched. */
  isHere(path: string): boolean {
    const entry = this.known(path);
    return entry?.kind === 'file' ? entry.isKnown : entry?.entries !== undefined;
  }

  /** The innermost fetched folder around the path. `undefined` if the path is not in a mounted folder. */
  nearestFolder(path: string): string | undefined {
    let isMounted = false;
    let nearest: string | undefined;
    let entry: MirroredEntry | undefined = this.root;
    let at = '';
    for (const name of namesOf(path)) {
      if (entry?.kind !== 'folder') break;
      isMounted ||= this.mounted.has(at);
      if (isMounted && entry.entries !== undefined) nearest = at;
      entry = entry.entries?.get(name);
      at += `/${name}`;
    }
    return nearest;
  }

  /** The entry at the path, without requesting anything. */
  private known(path: string): MirroredEntry | undefined {
    let entry: MirroredEntry | undefined = this.root;
    for (const name of namesOf(path)) entry = entry?.kind === 'folder' ? entry.entries?.get(name) : undefined;
    return entry;
  }

  private release(entry: MirroredEntry): void {
    if (entry.kind === 'folder') {
      for (const inner of entry.entries?.values() ?? []) this.release(inner);
      return;
    }
    this.held -= entry.octets?.length ?? 0;
    entry.octets = undefined;
    entry.isKnown = false;
  }

  private want(list: Set<string>, path: string): void {
    if (list.has(path)) return;
    list.add(path);
    this.wantedMore();
  }
}

function listed(): MirroredFolder {
  return { kind: 'folder', entries: new Map(), version: 0 };
}

function unknownFile(): MirroredFile {
  return { kind: 'file', octets: undefined, size: 0, modified: 0, isKnown: false };
}

function namesOf(path: string): readonly string[] {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names;
}

/** The path without `.`, `..` and doubled slashes. */
export function normal(path: string): string {
  return `/${namesOf(path).join('/')}`;
}
