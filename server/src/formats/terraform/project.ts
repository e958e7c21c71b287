import type {
  DocumentChange,
  DocumentFamily,
  DocumentGroup,
  FamilyChange,
  ProjectFiles,
} from '../../records/document-family.ts';
import type { Edit } from '../../text/edit.ts';
import { Configuration } from './configuration.ts';
import type { ModuleFiles } from './configuration.ts';
import { TerraformDocument } from './document.ts';
import { changedInputs, expressionOf, ModuleSource } from './evaluate/module-source.ts';
import { connected } from './folder-groups.ts';
import { folderOf, pathIn } from './paths.ts';
import { UnknownNames } from './providers/owner.ts';
import type { Surrounding, TerraformRecord } from './providers/read-records.ts';
import { isTerraformPath, isVariablesPath } from './recognise.ts';
import { Twins } from './twins.ts';

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
  readonly version: number;
  readonly configurations: readonly Configuration[];
  readonly twins: Twins;
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
  /** Of other files, as they were read last. */
  private readonly texts = new Map<string, string | undefined>();
  private grouped = false;
  private readonly changed = new Set<string>();
  private nextVersion = 1;

  constructor(files: ProjectFiles) {
    this.files = files;
  }

  claims(path: string): boolean {
    return isTerraformPath(path) || isVariablesPath(path);
  }

  put(path: string, text: string): void {
    const folder = folderOf(path);
    const documents = this.given.get(folder) ?? new Map<string, TerraformDocument>();
    this.given.set(folder, documents.set(path, new TerraformDocument(path, text)));
    this.forget(folder);
  }

  remove(path: string): void {
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
      if (this.claims(path) && this.folders.has(folderOf(path))) this.forget(folderOf(path));
    }
    // What another file says may be read by any module.
    if (paths.every((path) => this.claims(path))) return;
    for (const folder of this.folders.keys()) this.changed.add(folder);
    this.grouped = false;
  }

  private givenAt(path: string): TerraformDocument | undefined {
    return this.given.get(folderOf(path))?.get(path);
  }

  private read(path: string): string | undefined {
    const given = this.givenAt(path);
    if (given !== undefined) return given.text.text;
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
    const groups = new Set(this.groupOfFolder.values());
    return [...groups].map(({ key, version, folders }) => ({
      key,
      version,
      documents: folders.flatMap(({ documents }) =>
        [...documents].map(([path, document]) => ({ path, document })),
      ),
    }));
  }

  private group(): void {
    this.grouped = true;
    const reached = this.readAll(this.given.keys());
    for (const path of this.folders.keys()) if (!reached.has(path)) this.folders.delete(path);
    const before = new Map(this.groupOfFolder);
    this.groupOfFolder.clear();
    for (const members of connected(this.folders)) {
      const key = `terraform:${members[0]?.path ?? ''}`;
      const known = before.get(members[0]?.path ?? '');
      const isSame =
        known?.key === key &&
        known.folders.length === members.length &&
        members.every((folder, i) => known.folders[i] === folder && !this.changed.has(folder.path));
      const group = isSame ? known : this.makeGroup(key, members);
      for (const folder of members) this.groupOfFolder.set(folder.path, group);
      if (!isSame) for (const { apply } of this.showRecords(group)) apply();
    }
    this.changed.clear();
  }

  private makeGroup(key: string, folders: readonly Folder[]): Group {
    const around: Surrounding = {
      unknowns: new UnknownNames(),
      isDocument: (path) =>
        this.givenAt(path) !== undefined ||
        (this.files.showsAll === true && this.folders.get(folderOf(path))?.documents.has(path) === true),
    };
    const files: ModuleFiles = {
      moduleAt: (folder, source) => {
        const found = this.folders.get(pathIn(folder, source) ?? '');
        return found === undefined || found.documents.size === 0 ? undefined : found.source;
      },
      readFile: (folder, name) => {
        const path = pathIn(folder, name);
        const text = path === undefined ? undefined : this.read(path);
        return path === undefined || text === undefined ? undefined : { path, text };
      },
    };
    return {
      key,
      folders,
      version: this.nextVersion++,
      configurations: rootsOf(folders).map(({ source }) => new Configuration(source, files, around)),
      twins: new Twins(),
    };
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
      if (documents.has(file) || !this.claims(file)) continue;
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
    const folder = this.folders.get(folderOf(path));
    const document = folder?.documents.get(path);
    if (folder === undefined || document === undefined || !this.grouped) {
      // It is read when the groups are asked for.
      this.givenAt(path)?.edit(edit);
      return { kind: 'regrouped' };
    }
    const before = document.file;
    document.edit(edit);
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
    const inputs = changedInputs(folder.path, before, document.file);
    for (const configuration of group.configurations) configuration.changed(folder.path, inputs);
    return { kind: 'changed', changes: this.showRecords(group, path) };
  }

  /** Which documents show other records now; `edited` does in any case. */
  private showRecords(group: Group, edited?: string): readonly DocumentChange[] {
    const records = group.twins.tellApart(
      group.configurations.flatMap((configuration) => configuration.records()),
    );
    const problems = group.configurations.flatMap((configuration) => configuration.problems);
    const byPath = new Map<string, TerraformRecord[]>();
    for (const record of records) {
      const list = byPath.get(record.path);
      if (list === undefined) byPath.set(record.path, [record]);
      else list.push(record);
    }
    const changes: DocumentChange[] = [];
    for (const { documents } of group.folders) {
      for (const [path, document] of documents) {
        document.notFollowed = problems.filter((problem) => problem.path === path);
        const shown = byPath.get(path) ?? [];
        if (path !== edited && document.shows(shown)) continue;
        changes.push({ path, apply: () => document.show(shown) });
      }
    }
    return changes;
  }
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
