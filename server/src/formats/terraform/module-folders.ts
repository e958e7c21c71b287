import type { ProjectFiles } from '../../records/document-family.ts';
import type { Unread } from '../../records/unread.ts';
import { MAX_MODULE_DEPTH } from './evaluate/module-instance.ts';
import { isLocalSource } from './evaluate/module-source.ts';
import { FolderNames } from './folder-names.ts';
import { InstalledModules } from './installed-modules.ts';
import { ModuleFolder } from './module-folder.ts';
import { folderOf, pathIn } from '../../text/paths.ts';
import { isModulePart, isTerraformPath } from './recognize.ts';
import { TerraformFile } from './terraform-file.ts';

/** Folders that are read: those of given documents and those that their modules call. */
export const MAX_FOLDERS = 5000;
/** Calls from a given document to a folder that is read. This is one more than is evaluated; the last call is reported. */
const MAX_CALLS = MAX_MODULE_DEPTH + 1;

/** The folders with Terraform files that are read: those of files that the host provided, and those that their modules call. */
export class ModuleFolders {
  private readonly files: ProjectFiles;
  /** The files that the host provided, by folder and path; others are read when they are needed. */
  private readonly given = new Map<string, Map<string, TerraformFile>>();
  private readonly byPath = new Map<string, ModuleFolder>();
  private readonly installed: InstalledModules;
  /** The names that the last call of {@link read} found. */
  private names: FolderNames;
  /** Folders with modules that {@link MAX_FOLDERS} left out. */
  private left: readonly string[] = [];

  constructor(files: ProjectFiles) {
    this.files = files;
    this.installed = new InstalledModules(files);
    this.names = new FolderNames(files, []);
  }

  /** The folders that were read, by their paths. */
  get all(): ReadonlyMap<string, ModuleFolder> {
    return this.byPath;
  }

  /** The folders of the files that the host provided. */
  givenFolders(): Iterable<string> {
    return this.given.keys();
  }

  givenAt(path: string): TerraformFile | undefined {
    return this.given.get(folderOf(path))?.get(path);
  }

  /** A file of a folder that was read. */
  fileAt(path: string): TerraformFile | undefined {
    return this.byPath.get(folderOf(path))?.documents.get(path);
  }

  /** Whether there are configuration files in the folder. */
  hasModule(folder: string): boolean {
    const given = [...(this.given.get(folder)?.keys() ?? [])];
    return given.some(isTerraformPath) || this.files.list(folder).some(isTerraformPath);
  }

  /** The name of a folder, however many paths lead to it. */
  nameOf(path: string): string {
    return this.names.of(path);
  }

  nameOfFile(path: string): string {
    return this.names.ofFile(path);
  }

  /** The folder of the module that is called; `undefined` if it has no files. */
  called(folder: string, source: string, call: string): ModuleFolder | undefined {
    const path = isLocalSource(source)
      ? pathIn(folder, source)
      : this.installed.folderOf(folder, call, source);
    const found = path === undefined ? undefined : this.byPath.get(this.names.of(path));
    return found?.documents.size === 0 ? undefined : found;
  }

  put(path: string, text: string): void {
    const folder = folderOf(path);
    const documents = this.given.get(folder) ?? new Map<string, TerraformFile>();
    this.given.set(folder, documents.set(path, new TerraformFile(path, text)));
  }

  /** Returns whether the host had provided it. */
  remove(path: string): boolean {
    const folder = folderOf(path);
    const documents = this.given.get(folder);
    if (documents?.delete(path) !== true) return false;
    if (documents.size === 0) this.given.delete(folder);
    return true;
  }

  /** The folder is read again when it is needed. */
  forget(folder: string): void {
    this.byPath.delete(folder);
  }

  /** Returns whether a list of installed modules has changed: any module's calls may point to other folders. */
  forgetInstalled(path: string): boolean {
    return this.installed.forget(path);
  }

  /** The lists of installed modules that were read. */
  installedLists(): Iterable<string> {
    return this.installed.paths();
  }

  /** Folders of given files that are not read yet. */
  get unreadCount(): number {
    let count = 0;
    for (const path of this.given.keys()) if (!this.byPath.has(path)) count++;
    return count;
  }

  /** Reads the folders of the given files while there is time. Returns whether all are read. */
  readWhile(hasTime: () => boolean): boolean {
    for (const path of this.given.keys()) {
      if (this.byPath.has(path)) continue;
      this.installed.load(path);
      this.folder(path);
      if (!hasTime()) return false;
    }
    return true;
  }

  /** The folders may have other names: several paths may point to one. `wanted`: the folders to read. */
  nameAnew(wanted: Iterable<string>): void {
    this.names = new FolderNames(this.files, wanted);
  }

  /**
   * Reads these folders, and those that their modules call; others are dropped. Returns those whose calls now point to other
   * folders.
   */
  read(wanted: Iterable<string>): ReadonlySet<string> {
    const reached = new Set<string>();
    const left = new Set<string>();
    const changed = new Set<string>();
    const nameOf = (path: string): string => this.names.of(path);
    let paths = [...wanted];
    for (const path of paths) this.installed.load(path);
    for (let calls = 0; paths.length > 0 && calls <= MAX_CALLS; calls++) {
      const called: string[] = [];
      for (const path of paths) {
        if (reached.has(path)) continue;
        if (reached.size >= MAX_FOLDERS) {
          left.add(path);
          continue;
        }
        reached.add(path);
        const folder = this.folder(path);
        if (folder.nameCalls(nameOf)) changed.add(path);
        for (const call of folder.calls) called.push(call);
      }
      paths = called;
    }
    this.left = [...left];
    for (const path of this.byPath.keys()) if (!reached.has(path)) this.byPath.delete(path);
    return changed;
  }

  private folder(path: string): ModuleFolder {
    const known = this.byPath.get(path);
    if (known !== undefined) return known;
    const documents = new Map(this.given.get(path));
    for (const file of this.files.list(path)) {
      if (documents.has(file) || !isModulePart(file)) continue;
      const text = this.files.read(file);
      if (text !== undefined) documents.set(file, new TerraformFile(file, text));
    }
    const sorted = new Map([...documents].sort(([a], [b]) => (a < b ? -1 : 1)));
    const folder = new ModuleFolder(path, sorted, (call, source) =>
      this.installed.folderOf(path, call, source),
    );
    this.byPath.set(path, folder);
    return folder;
  }

  /** The folders that were left out. */
  unread(): readonly Unread[] {
    const { left } = this;
    if (left.length === 0) return [];
    const message = `This folder and ${left.length - 1} more were not read, because mailtxt reads at most ${MAX_FOLDERS} folders with Terraform files.`;
    return [{ kind: 'limit', path: left[0] ?? '', range: undefined, message, count: left.length }];
  }
}
