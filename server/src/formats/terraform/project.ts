import type {
  DocumentChange,
  DocumentFamily,
  DocumentGroup,
  FamilyChange,
  ProjectFiles,
} from '../../records/document-family.ts';
import type { Edit } from '../../text/edit.ts';
import { Configuration } from './configuration.ts';
import type { Made, ModuleFiles } from './configuration.ts';
import { DataFiles, sourceOf } from './data-files.ts';
import { TerraformDocument } from './document.ts';
import { changedInputs, expressionOf, ModuleSource } from './evaluate/module-source.ts';
import type { SourceFile } from './evaluate/scope.ts';
import { connected } from './folder-groups.ts';
import { GroupRecords } from './group-records.ts';
import { folderOf, pathIn } from './paths.ts';
import { UnknownNames } from './providers/owner.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import type { TerraformSource } from './providers/read-source.ts';
import type { Surrounding } from './providers/resource.ts';
import { isTerraformPath, isVariablesPath } from './recognise.ts';
import { Twins } from './twins.ts';
import type { Companions } from './write/companions.ts';

const NOTHING: Made = { records: [], sources: [] };

/** Folders that are read because somebody calls them. */
const MAX_FOLDERS = 5000;

interface Folder {
  readonly path: string;
  readonly documents: Map<string, TerraformDocument>;
  readonly source: ModuleSource;
  /** The folders of the modules that it calls. */
  calls: readonly string[];
}

interface Group {
  readonly key: string;
  readonly folders: readonly Folder[];
  version: number;
  /** The files of data that its modules read and that no other group has. */
  readonly data: Map<string, TerraformDocument>;
  readonly configurations: readonly Configuration[];
  readonly twins: Twins;
  /** What its documents write with. */
  readonly companions: Companions;
}

/**
 * The Terraform files that are looked at together.
 *
 * Invariant, while `grouped` is set: every folder of a document that was put, and every one that those call, is in one
 * group; the group's documents show the records that its modules make.
 */
export class TerraformProject implements DocumentFamily {
  private readonly files: ProjectFiles;
  /** The texts that the host gave, by folder and path; others are read where they are wanted. */
  private readonly given = new Map<string, Map<string, TerraformDocument>>();
  private readonly folders = new Map<string, Folder>();
  private readonly groupOfFolder = new Map<string, Group>();
  private readonly data: DataFiles;
  /** The group that has a file of data. */
  private readonly groupOfData = new Map<string, Group>();
  /** Of files of modules that were not given, as they were read last. */
  private readonly texts = new Map<string, string | undefined>();
  private grouped = false;
  private readonly changed = new Set<string>();
  private nextVersion = 1;

  constructor(files: ProjectFiles) {
    this.files = files;
    this.data = new DataFiles(files);
  }

  claims(path: string): boolean {
    return isPart(path) || this.isData(path);
  }

  /** Whether modules read the file, as far as they were looked at, and it is no part of one. */
  private isData(path: string): boolean {
    if (isPart(path) || this.givenAt(path) !== undefined) return false;
    return this.data.isGiven(path) || this.readersOf(path).length > 0;
  }

  put(path: string, text: string): void {
    if (this.isData(path)) {
      this.data.put(path, text);
      this.dataReplaced(path);
      return;
    }
    const folder = folderOf(path);
    const documents = this.given.get(folder) ?? new Map<string, TerraformDocument>();
    this.given.set(folder, documents.set(path, new TerraformDocument(path, text)));
    this.forget(folder);
  }

  remove(path: string): void {
    if (this.data.remove(path)) {
      this.dataReplaced(path);
      return;
    }
    const folder = folderOf(path);
    const documents = this.given.get(folder);
    if (documents?.delete(path) !== true) return;
    if (documents.size === 0) this.given.delete(folder);
    this.texts.delete(path);
    this.forget(folder);
  }

  filesChanged(paths: readonly string[]): void {
    for (const path of paths) {
      this.texts.delete(path);
      this.data.forget(path);
      if (isPart(path) && this.folders.has(folderOf(path))) this.forget(folderOf(path));
      this.dataReplaced(path);
    }
  }

  /** Another document is the file of data now: who reads it is looked at anew. */
  private dataReplaced(path: string): void {
    for (const { folders } of this.readersOf(path)) {
      for (const folder of folders) this.changed.add(folder.path);
    }
    this.grouped = false;
  }

  private readersOf(path: string): readonly Group[] {
    return [...new Set(this.groupOfFolder.values())].filter(({ configurations }) =>
      configurations.some((configuration) => configuration.reads(path)),
    );
  }

  private givenAt(path: string): TerraformDocument | undefined {
    return this.given.get(folderOf(path))?.get(path);
  }

  private read(path: string): string | undefined {
    if (!this.texts.has(path)) this.texts.set(path, this.files.read(path));
    return this.texts.get(path);
  }

  private forget(folder: string): void {
    this.folders.delete(folder);
    this.changed.add(folder);
    this.grouped = false;
  }

  groups(): readonly DocumentGroup[] {
    if (!this.grouped) this.group();
    const groups = [...new Set(this.groupOfFolder.values())].map((group) => ({
      key: group.key,
      version: group.version,
      documents: [...documentsOf(group)].map(([path, document]) => ({ path, document })),
    }));
    // What nobody reads any more is still open.
    const unread = [...this.data.allGiven()].filter(([path]) => !this.groupOfData.has(path));
    return [
      ...groups,
      ...unread.map(([path, document]) => {
        document.show(NOTHING);
        return { key: `terraform:${path}`, version: this.nextVersion++, documents: [{ path, document }] };
      }),
    ];
  }

  private group(): void {
    this.grouped = true;
    const reached = this.readAll(this.given.keys());
    for (const path of this.folders.keys()) if (!reached.has(path)) this.folders.delete(path);
    const before = new Map(this.groupOfFolder);
    this.groupOfFolder.clear();
    const made: Group[] = [];
    for (const members of connected(this.folders)) {
      const key = `terraform:${members[0]?.path ?? ''}`;
      const known = before.get(members[0]?.path ?? '');
      const isSame =
        known?.key === key &&
        known.folders.length === members.length &&
        members.every((folder, i) => known.folders[i] === folder && !this.changed.has(folder.path));
      const group = isSame ? known : this.makeGroup(key, members);
      for (const folder of members) this.groupOfFolder.set(folder.path, group);
      if (!isSame) made.push(group);
    }
    this.changed.clear();
    const kept = new Set(this.groupOfFolder.values());
    for (const [path, group] of this.groupOfData) if (!kept.has(group)) this.groupOfData.delete(path);
    for (const group of made) for (const { apply } of this.showMade(group)) apply();
  }

  private makeGroup(key: string, folders: readonly Folder[]): Group {
    const data = new Map<string, TerraformDocument>();
    const around: Surrounding = {
      unknowns: new UnknownNames(),
      isDocument: (path) =>
        this.givenAt(path) !== undefined ||
        data.has(path) ||
        (this.files.showsAll === true && this.folders.get(folderOf(path))?.documents.has(path) === true),
    };
    const files: ModuleFiles = {
      moduleAt: (folder, source) => {
        const found = this.folders.get(pathIn(folder, source) ?? '');
        return found === undefined || found.documents.size === 0 ? undefined : found.source;
      },
      read: (path) => {
        const document = this.folders.get(folderOf(path))?.documents.get(path) ?? this.givenAt(path);
        return document === undefined ? this.readData(path, group) : sourceOf(document);
      },
    };
    const configurations = rootsOf(folders).map(({ source }) => new Configuration(source, files, around));
    const records = new GroupRecords(configurations);
    const group: Group = {
      key,
      folders,
      version: this.nextVersion++,
      data,
      configurations,
      twins: new Twins(),
      companions: {
        page: (path) => this.folders.get(folderOf(path))?.documents.get(path) ?? data.get(path),
        isShown: around.isDocument,
        module: (path) => [...(this.folders.get(path)?.documents.values() ?? [])],
        records: () => records.all(),
        madeTogether: (found) => records.madeTogether(found),
        isMoreThanName: (path, range) => records.isMoreThanName(path, range),
      },
    };
    return group;
  }

  /** The first group that reads a file has it, where it can be shown. */
  private readData(path: string, group: Group): SourceFile | undefined {
    const document = this.data.document(path);
    if (document === undefined) return undefined;
    const isShown = this.files.showsAll === true || this.data.isGiven(path);
    if (isShown && !this.groupOfData.has(path)) {
      this.groupOfData.set(path, group);
      group.data.set(path, document);
    }
    return sourceOf(document);
  }

  /** Reads the folders, and those that their modules call. */
  private readAll(wanted: Iterable<string>): ReadonlySet<string> {
    const reached = new Set<string>();
    const open = [...wanted];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (reached.has(path) || reached.size >= MAX_FOLDERS) continue;
      reached.add(path);
      open.push(...this.folder(path).calls);
    }
    return reached;
  }

  private folder(path: string): Folder {
    const known = this.folders.get(path);
    if (known !== undefined) return known;
    const documents = new Map(this.given.get(path));
    for (const file of this.files.list(path)) {
      if (documents.has(file) || !isPart(file)) continue;
      const text = this.read(file);
      if (text !== undefined) documents.set(file, new TerraformDocument(file, text));
    }
    const sorted = new Map([...documents].sort(([a], [b]) => (a < b ? -1 : 1)));
    const source = new ModuleSource(path, filesOf(sorted));
    const folder: Folder = { path, documents: sorted, source, calls: callsOf(source) };
    this.folders.set(path, folder);
    return folder;
  }

  edit(path: string, edit: Edit): FamilyChange {
    if (!this.grouped) this.group();
    const folder = this.folders.get(folderOf(path));
    const document = folder?.documents.get(path);
    if (folder === undefined || document === undefined) return this.editData(path, edit);
    const before = document.file;
    document.edit(edit);
    const inputs = changedInputs(folder.path, before, document.file);
    folder.source.update(filesOf(folder.documents));
    const calls = callsOf(folder.source);
    if (calls.join('\n') !== folder.calls.join('\n')) {
      folder.calls = calls;
      this.changed.add(folder.path);
      this.grouped = false;
      return { kind: 'regrouped' };
    }
    const group = this.groupOfFolder.get(folder.path);
    if (group === undefined) return { kind: 'changed', changes: [] };
    for (const configuration of group.configurations) configuration.changed(folder.path, inputs);
    return this.changesOf(new Set([group, ...this.readersOf(path)]), path);
  }

  private editData(path: string, edit: Edit): FamilyChange {
    const owner = this.groupOfData.get(path);
    const document = owner?.data.get(path) ?? this.data.givenDocument(path);
    if (document === undefined) return { kind: 'regrouped' };
    document.edit(edit);
    if (owner === undefined)
      return { kind: 'changed', changes: [{ path, apply: () => document.show(NOTHING) }] };
    return this.changesOf(new Set([owner, ...this.readersOf(path)]), path);
  }

  private changesOf(groups: ReadonlySet<Group>, path: string): FamilyChange {
    const changes: DocumentChange[] = [];
    let isRegrouped = false;
    for (const group of groups) {
      const documents = group.data.size;
      for (const configuration of group.configurations) configuration.fileChanged(path);
      const found = this.showMade(group, path);
      if (group.data.size === documents) {
        changes.push(...found);
        continue;
      }
      // It reads a file that it did not read before: its documents are others now.
      for (const { apply } of found) apply();
      group.version = this.nextVersion++;
      isRegrouped = true;
    }
    if (!isRegrouped) return { kind: 'changed', changes };
    for (const { apply } of changes) apply();
    return { kind: 'regrouped' };
  }

  /** Which documents show other records, or sources, now; `edited` does in any case. */
  private showMade(group: Group, edited?: string): readonly DocumentChange[] {
    const records = byPath<TerraformRecord>(group.twins.tellApart(group.companions.records()));
    const sources = byPath<TerraformSource>(
      group.configurations.flatMap((configuration) => configuration.made().sources),
    );
    const problems = group.configurations.flatMap((configuration) => configuration.problems);
    const changes: DocumentChange[] = [];
    for (const [path, document] of documentsOf(group)) {
      document.companions = group.companions;
      document.notFollowed = problems.filter((problem) => problem.path === path);
      const shown = { records: records.get(path) ?? [], sources: sources.get(path) ?? [] };
      if (path !== edited && document.shows(shown)) continue;
      changes.push({ path, apply: () => document.show(shown) });
    }
    return changes;
  }
}

function byPath<T extends { readonly path: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const byPath = new Map<string, T[]>();
  for (const one of all) {
    const list = byPath.get(one.path);
    if (list === undefined) byPath.set(one.path, [one]);
    else list.push(one);
  }
  return byPath;
}

/** Whether the name of a file says that it belongs to the module of its folder. */
function isPart(path: string): boolean {
  return isTerraformPath(path) || isVariablesPath(path);
}

function* documentsOf({ folders, data }: Group): Iterable<readonly [string, TerraformDocument]> {
  for (const { documents } of folders) yield* documents;
  yield* data;
}

function filesOf(documents: ReadonlyMap<string, TerraformDocument>): TerraformDocument['file'][] {
  return [...documents.values()].map((document) => document.file);
}

/** The modules that nobody calls; of those that call each other in a circle, the first one. */
function rootsOf(folders: readonly Folder[]): readonly Folder[] {
  const byPath = new Map(folders.map((folder) => [folder.path, folder]));
  const called = new Set(folders.flatMap(({ path, calls }) => calls.filter((call) => call !== path)));
  const reached = new Set<Folder>();
  const roots: Folder[] = [];
  const start = (root: Folder): void => {
    roots.push(root);
    const open = [root];
    for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
      if (reached.has(folder)) continue;
      reached.add(folder);
      open.push(...folder.calls.map((call) => byPath.get(call)).filter((one) => one !== undefined));
    }
  };
  for (const folder of folders) if (!called.has(folder.path)) start(folder);
  for (const folder of folders) if (!reached.has(folder)) start(folder);
  return roots;
}

/** The folders of the modules that a module calls, where they lie beside it. */
function callsOf(source: ModuleSource): readonly string[] {
  const calls = new Set<string>();
  for (const { what, site } of source.calls.values()) {
    const attribute = what.body.attribute('source');
    const expression = attribute && expressionOf(attribute.expression, site);
    const part = expression?.kind === 'template' ? expression.parts[0] : undefined;
    if (part?.kind !== 'text' || !/^\.\.?(?:\/|$)/.test(part.text)) continue;
    const path = pathIn(source.folder, part.text);
    if (path !== undefined) calls.add(path);
  }
  return [...calls].sort();
}
