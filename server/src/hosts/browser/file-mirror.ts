/** Octets of a file that is brought here. Larger ones count as there, and cannot be read. */
export const MAX_MIRRORED_FILE = 16 * 1024 * 1024;

/** Octets of all files that are here at once: no more are brought after that. */
export const MAX_MIRRORED = 256 * 1024 * 1024;

export interface MirroredFile {
  readonly kind: 'file';
  /** `undefined`: nobody needed it yet, or it is too large. */
  octets: Uint8Array | undefined;
  /** Octets; 0 while nothing is known of the file but its name. */
  size: number;
  /** Milliseconds since 1970; 0 while nothing is known of the file but its name. */
  modified: number;
  /** Whether something is known of the file but its name. */
  isKnown: boolean;
}

export interface MirroredFolder {
  readonly kind: 'folder';
  /** `undefined`: nobody needed them yet. */
  entries: Map<string, MirroredFile | MirroredFolder> | undefined;
  /** Counts how often its entries were others. */
  version: number;
}

export type MirroredEntry = MirroredFile | MirroredFolder;

/** What is brought of a file; without octets where it is too large. */
export interface FileContent {
  readonly octets?: Uint8Array;
  readonly size: number;
  readonly modified: number;
}

/** What somebody needed and is not here: paths. */
export interface WantedPaths {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** Version control: nothing here can read it, and it may be large. */
const HIDDEN = new Set(['.git', '.hg', '.svn']);

/**
 * Files that are elsewhere, as far as they were brought here. Who needs more notes it, and finds nothing this time; once it
 * is here, who looked for it is told to look again. So what reads files need not wait, and only what is read is brought.
 *
 * Paths are absolute, with `/`. Nothing exists but what is in the folders that are mounted.
 */
export class FileMirror {
  private readonly root = listed();
  private readonly mounted = new Set<string>();
  private readonly wantedFolders = new Set<string>();
  private readonly wantedFiles = new Set<string>();
  private held = 0;
  /** Called when something is wanted that was not before. */
  wantedMore: () => void = () => undefined;

  /** From now on the folder exists. */
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

  /** Octets of all files that are here. */
  get octets(): number {
    return this.held;
  }

  get isWanting(): boolean {
    return this.wantedFolders.size + this.wantedFiles.size > 0;
  }

  /** What is to be brought, which is not wanted any more then. */
  takeWanted(): WantedPaths {
    const wanted = { folders: [...this.wantedFolders], files: [...this.wantedFiles] };
    this.wantedFolders.clear();
    this.wantedFiles.clear();
    return wanted;
  }

  /** What is at the path; `undefined` also where that is not known yet. */
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

  /** What is in a folder; `undefined` where that is not known yet. */
  entriesOf(path: string, folder: MirroredFolder): ReadonlyMap<string, MirroredEntry> | undefined {
    if (folder.entries === undefined) this.want(this.wantedFolders, normal(path));
    return folder.entries;
  }

  /** The file with its size and content, as soon as it was brought. */
  needed(path: string, file: MirroredFile): MirroredFile {
    if (!file.isKnown) this.want(this.wantedFiles, normal(path));
    return file;
  }

  /** The folder was read: its entries, or `undefined` where it is not there any more. */
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
      // A name comes from elsewhere, and leads nowhere else.
      if (HIDDEN.has(name) || name === '' || name === '.' || name === '..' || name.includes('/')) continue;
      const old = before?.get(name);
      const fresh: MirroredEntry =
        kind === 'folder' ? { kind, entries: undefined, version: 0 } : unknownFile();
      folder.entries.set(name, old?.kind === kind ? old : fresh);
    }
    for (const [name, old] of before ?? []) if (folder.entries.get(name) !== old) this.release(old);
  }

  /** The file was read, or is not there any more. */
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

  /** Whether the file was brought, or the folder read. */
  isHere(path: string): boolean {
    const entry = this.known(path);
    return entry?.kind === 'file' ? entry.isKnown : entry?.entries !== undefined;
  }

  /** The innermost folder around the path that was read; `undefined` where it is in none that is mounted. */
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

  /** What is at the path, without wanting anything. */
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
