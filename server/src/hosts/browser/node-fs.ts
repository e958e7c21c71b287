import type * as fs from 'node:fs';
import { FileMirror, normal, type MirroredEntry, type MirroredFile } from './file-mirror.ts';

/** The parts of `node:fs` that the language server uses to read files, implemented with the mirror of fetched files. */

export const mirror = new FileMirror();

export const constants = { O_RDONLY: 0, O_NONBLOCK: 0 };

interface OpenFile {
  readonly path: string;
  readonly file: MirroredFile;
  at: number;
}

const open = new Map<number, OpenFile>();
let lastOpened = 0;

export function existsSync(path: fs.PathLike): boolean {
  return mirror.entryAt(String(path)) !== undefined;
}

export function statSync(
  path: fs.PathLike,
  options: { readonly throwIfNoEntry?: boolean } = {},
): Stats | undefined {
  const entry = mirror.entryAt(String(path));
  if (entry !== undefined) return new Stats(String(path), entry);
  if (options.throwIfNoEntry === false) return undefined;
  throw failure('ENOENT', path);
}

/** The mirror has no links. */
export const lstatSync = statSync;

/** If only the name of a file is known, its size and time are 0, and the file is noted as needed. */
class Stats {
  private readonly path: string;
  private readonly entry: MirroredEntry;

  constructor(path: string, entry: MirroredEntry) {
    this.path = path;
    this.entry = entry;
  }

  get size(): number {
    return this.entry.kind === 'file' ? mirror.needed(this.path, this.entry).size : 0;
  }

  get mtimeMs(): number {
    const { entry } = this;
    return entry.kind === 'file' ? mirror.needed(this.path, entry).modified : entry.version;
  }

  readonly ino = 0;
  isFile = (): boolean => this.entry.kind === 'file';
  isDirectory = (): boolean => this.entry.kind === 'folder';
  isSymbolicLink = (): boolean => false;
  isFIFO = (): boolean => false;
}

interface Entry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

export function readdirSync(path: fs.PathLike): readonly Entry[] {
  const folder = mirror.entryAt(String(path));
  if (folder === undefined) throw failure('ENOENT', path);
  if (folder.kind === 'file') throw failure('ENOTDIR', path);
  return [...(mirror.entriesOf(String(path), folder) ?? [])].map(([name, { kind }]) => ({
    name,
    isFile: () => kind === 'file',
    isDirectory: () => kind === 'folder',
    isSymbolicLink: () => false,
  }));
}

export function realpathSync(path: fs.PathLike): string {
  if (mirror.entryAt(String(path)) === undefined) throw failure('ENOENT', path);
  return normal(String(path));
}

export function openSync(path: fs.PathLike): number {
  const entry = mirror.entryAt(String(path));
  if (entry === undefined) throw failure('ENOENT', path);
  if (entry.kind === 'folder') throw failure('EISDIR', path);
  open.set(++lastOpened, { path: String(path), file: entry, at: 0 });
  return lastOpened;
}

export function closeSync(file: number): void {
  open.delete(file);
}

export function fstatSync(file: number): Stats {
  const { path, file: entry } = opened(file);
  return new Stats(path, entry);
}

export function readFileSync(file: fs.PathOrFileDescriptor): Buffer {
  if (typeof file !== 'number') {
    const number = openSync(file instanceof URL ? file.pathname : file);
    try {
      return readFileSync(number);
    } finally {
      closeSync(number);
    }
  }
  const octets = octetsOf(opened(file));
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
}

type ReadOptions = { readonly position?: number | null };

/** Returns the number of octets copied to `into`. 0 at the end. */
export function readSync(
  file: number,
  into: Uint8Array,
  offset: number | ReadOptions = 0,
  length?: number,
  position?: number | null,
): number {
  const from = opened(file);
  const octets = octetsOf(from);
  const [start, most, given] =
    typeof offset === 'number'
      ? [offset, length ?? into.length - offset, position]
      : [0, into.length, offset.position];
  const at = given ?? from.at;
  const piece = octets.subarray(at, at + most);
  into.set(piece, start);
  if (given === undefined || given === null) from.at += piece.length;
  return piece.length;
}

/** The mirror is read-only. */
export function unlinkSync(path: fs.PathLike): never {
  throw failure('EROFS', path);
}

function opened(file: number): OpenFile {
  const found = open.get(file);
  if (found === undefined) throw failure('EBADF', String(file));
  return found;
}

function octetsOf({ path, file }: OpenFile): Uint8Array {
  const { octets, isKnown } = mirror.needed(path, file);
  if (octets !== undefined) return octets;
  // The file is read again once it is fetched.
  if (!isKnown) throw failure('ENOENT', path);
  throw new Error('it is too large to be read in a browser');
}

function failure(code: string, path: fs.PathLike): Error {
  return Object.assign(new Error(`${code}: ${String(path)}`), { code });
}
