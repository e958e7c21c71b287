import {
  textOfOptions,
  type DeclaredFile,
  type DeclaredFolders,
  type DeclaredZone,
} from '../../records/declared-zone.ts';
import type { DomainName } from '../../dns/names.ts';
import { rangeOf } from '../../text/range.ts';
import type { DocumentPath } from '../finding.ts';
import type { WorkspaceEnvironment } from '../workspace.ts';
import type { ConfiguredZone, DeclaredPart } from './configured-zone.ts';
import type { DocumentEntry } from './entry.ts';

interface Reading {
  readonly config: DocumentEntry;
  readonly zone: DeclaredZone;
}

const NO_ZONES: readonly ConfiguredZone[] = [];

/**
 * The zones that configurations among the documents declare for other documents, by the first file of each zone.
 *
 * Invariant after `update`: they are those of the current documents.
 */
export class DeclaredZones {
  private readonly entries: ReadonlyMap<DocumentPath, DocumentEntry>;
  private readonly environment: WorkspaceEnvironment;
  private zones: ReadonlyMap<DocumentPath, readonly ConfiguredZone[]> = new Map();
  /** Documents that were configurations when they were added. */
  private readonly configs = new Set<DocumentEntry>();
  private isOutdated = false;

  constructor(entries: ReadonlyMap<DocumentPath, DocumentEntry>, environment: WorkspaceEnvironment) {
    this.entries = entries;
    this.environment = environment;
  }

  /** A document was added, replaced or removed. */
  put(entry: DocumentEntry): void {
    if (isConfig(entry)) this.configs.add(entry);
    if (this.configs.size > 0) this.isOutdated = true;
  }

  /** The set of files, or what a configuration declares about them, may have changed. */
  outdate(): void {
    if (this.configs.size > 0) this.isOutdated = true;
  }

  zonesOf(path: DocumentPath): readonly ConfiguredZone[] {
    return this.zones.get(path) ?? NO_ZONES;
  }

  /** Returns the documents whose zones changed. */
  update(): readonly DocumentPath[] {
    if (!this.isOutdated) return [];
    this.isOutdated = false;
    const before = this.zones;
    this.zones = this.findZones();
    return [...new Set([...before.keys(), ...this.zones.keys()])].filter(
      (path) => textOf(before.get(path)) !== textOf(this.zones.get(path)),
    );
  }

  private findZones(): ReadonlyMap<DocumentPath, readonly ConfiguredZone[]> {
    for (const entry of this.configs) if (!isConfig(entry)) this.configs.delete(entry);
    const readings = new Map<DomainName, Reading[]>();
    const folders = this.configs.size > 0 ? foldersOf(this.entries.values()) : undefined;
    const configs = [...this.configs].sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const config of configs) {
      const document = config.instances[0]?.member.document;
      if (folders === undefined) continue;
      const around = new FoldersAround(config.path, folders, this.environment);
      for (const zone of document?.zones?.(around) ?? []) {
        const known = readings.get(zone.name);
        if (known === undefined) readings.set(zone.name, [{ config, zone }]);
        else known.push({ config, zone });
      }
    }
    const zones = new Map<DocumentPath, ConfiguredZone[]>();
    for (const [name, all] of readings) {
      const [first] = all;
      if (first === undefined) continue;
      const root = first.zone.files.find(({ path }) => this.entries.get(path)?.added === true);
      if (root === undefined) continue;
      // If configurations differ, it is unknown which of them is in use.
      const isCertain = all.every(({ zone }) => filesText(zone.files) === filesText(first.zone.files));
      const configured: ConfiguredZone = {
        name,
        declared: {
          options: root.options,
          beside: first.zone.files.filter((file) => file !== root).map((file) => partOf(file, first)),
          isWhole: isCertain && all.every(({ zone }) => zone.isWhole),
        },
      };
      const own = zones.get(root.path);
      if (own === undefined) zones.set(root.path, [configured]);
      else own.push(configured);
    }
    return zones;
  }
}

function isConfig({ added, instances }: DocumentEntry): boolean {
  return added && instances[0]?.member.document.zones !== undefined;
}

function partOf({ path, format, options }: DeclaredFile, { config, zone: { name } }: Reading): DeclaredPart {
  const include = { file: path, origin: name, zone: name, defaultTtl: -1, range: rangeOf(0, 0), options };
  return { include, format: format === 'own' ? config.format.id : undefined };
}

/** The same text for files that are read in the same way. */
function filesText(files: readonly DeclaredFile[]): string {
  return files
    .map(({ path, format, options }) => `${path}\n${format}\n${textOfOptions(options)}`)
    .join('\n\n');
}

function textOf(zones: readonly ConfiguredZone[] = NO_ZONES): string {
  return zones.map(({ name, declared }) => `${name}\0${textOfDeclared(declared)}`).join('\0');
}

/** The same text for zones that are composed in the same way. */
export function textOfDeclared(declared: ConfiguredZone['declared']): string {
  if (declared === undefined) return '';
  const { options, beside, isWhole } = declared;
  const parts = beside.map(
    ({ include, format }) => `${include.file}\n${format ?? ''}\n${textOfOptions(include.options)}`,
  );
  return [textOfOptions(options), isWhole, ...parts].join('\n\n');
}

/** The documents of the workspace by folder. */
interface FoldersOfDocuments {
  readonly files: ReadonlyMap<string, readonly DocumentPath[]>;
  readonly folders: ReadonlyMap<string, ReadonlySet<string>>;
}

function foldersOf(entries: Iterable<DocumentEntry>): FoldersOfDocuments {
  const files = new Map<string, DocumentPath[]>();
  const folders = new Map<string, Set<string>>();
  for (const { path, added } of entries) {
    if (!added) continue;
    const folder = folderOf(path);
    const known = files.get(folder);
    if (known !== undefined) {
      known.push(path);
      continue;
    }
    files.set(folder, [path]);
    const above = folderOf(folder);
    const names = folders.get(above);
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    if (names === undefined) folders.set(above, new Set([name]));
    else names.add(name);
  }
  return { files, folders };
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The files around a configuration. Its paths are relative to the folder in which its program runs, which is unknown. */
class FoldersAround implements DeclaredFolders {
  readonly self: DocumentPath;
  private readonly documents: FoldersOfDocuments;
  private readonly environment: WorkspaceEnvironment;
  private readonly found = new Map<string, readonly string[]>();

  constructor(self: DocumentPath, documents: FoldersOfDocuments, environment: WorkspaceEnvironment) {
    this.self = self;
    this.documents = documents;
    this.environment = environment;
  }

  filesIn(folder: string): readonly string[] {
    return this.once(`files ${folder}`, () =>
      this.firstWith(folder, (path) => [
        ...(this.documents.files.get(path) ?? []),
        ...(this.environment.files?.list(path) ?? []),
      ]),
    );
  }

  foldersIn(folder: string): readonly string[] {
    return this.once(`folders ${folder}`, () =>
      this.firstWith(folder, (path) => [
        ...(this.documents.folders.get(path) ?? []),
        ...(this.environment.files?.folders?.(path) ?? []),
      ]),
    );
  }

  find(file: string): string | undefined {
    const slash = file.lastIndexOf('/');
    const inFolder = this.filesIn(slash < 0 ? '.' : file.slice(0, slash));
    const name = file.slice(slash + 1);
    const found = inFolder.find((path) => path.slice(path.lastIndexOf('/') + 1) === name);
    return found ?? this.environment.include(file, this.self)?.path;
  }

  private once(key: string, find: () => readonly string[]): readonly string[] {
    let found = this.found.get(key);
    if (found === undefined) this.found.set(key, (found = find()));
    return found;
  }

  private firstWith(folder: string, list: (path: string) => readonly string[]): readonly string[] {
    for (const base of foldersUp(folderOf(this.self))) {
      const path = folder.startsWith('/') ? joined('', folder) : joined(base, folder);
      const found = path === undefined ? [] : list(path);
      if (found.length > 0) return [...new Set(found)].sort();
    }
    return [];
  }
}

/** Parent folders of a configuration in which to look for its files. No real repository is deeper. */
export const MAX_FOLDERS_UP = 32;

function foldersUp(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== '' && folders.length < MAX_FOLDERS_UP;) folders.push((at = folderOf(at)));
  return folders;
}

/** `undefined` if the path leaves the topmost folder. */
function joined(base: string, folder: string): string | undefined {
  const parts = base.split('/').filter((part, index) => part !== '' || index === 0);
  for (const part of folder.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length === 0 || parts.pop() === '') return undefined;
  }
  const [first, ...more] = parts;
  // Without a folder before it, a path is relative.
  return first === '' && base === '' && !folder.startsWith('/') ? more.join('/') : parts.join('/');
}
