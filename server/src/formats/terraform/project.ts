import type {
  DocumentChange,
  DocumentFamily,
  DocumentGroup,
  FamilyChange,
  ProjectFiles,
} from '../../records/document-family.ts';
import type { Edit } from '../../text/edit.ts';
import { recordsOf } from './configuration.ts';
import { TerraformDocument } from './document.ts';
import type { ModuleWorld } from './evaluate/module-instance.ts';
import { expressionOf, ModuleSource } from './evaluate/module-source.ts';
import { Work } from './evaluate/work.ts';
import { folderOf, pathIn } from './paths.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import { isTerraformPath, isVariablesPath } from './recognise.ts';

/** Folders that are read because somebody calls them. */
const MAX_FOLDERS = 5000;

interface Folder {
  readonly path: string;
  readonly documents: Map<string, TerraformDocument>;
  source: ModuleSource;
  /** The folders of the modules that it calls. */
  calls: readonly string[];
}

interface Group {
  readonly key: string;
  readonly folders: readonly Folder[];
  version: number;
}

/**
 * The Terraform files that are looked at together.
 *
 * Invariant, while `grouped` is set: every folder of a document that was put, and every one that those call, is in one
 * group; the group's documents show the records that its modules make.
 */
export class TerraformProject implements DocumentFamily {
  private readonly files: ProjectFiles;
  /** The texts that the host gave; others are read where they are wanted. */
  private readonly given = new Map<string, TerraformDocument>();
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
    this.given.set(path, new TerraformDocument(path, text));
    this.forget(folderOf(path));
  }

  remove(path: string): void {
    if (this.given.delete(path)) this.forget(folderOf(path));
  }

  filesChanged(paths: readonly string[]): void {
    if (paths.length === 0) return;
    // What a file says may be read by any module.
    for (const folder of this.folders.keys()) this.changed.add(folder);
    this.folders.clear();
    this.texts.clear();
    this.grouped = false;
  }

  private read(path: string): string | undefined {
    const given = this.given.get(path);
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
    const wanted = new Set([...this.given.keys()].map(folderOf));
    const reached = this.readAll(wanted);
    for (const path of this.folders.keys()) if (!reached.has(path)) this.folders.delete(path);
    const before = new Map(this.groupOfFolder);
    this.groupOfFolder.clear();
    for (const members of this.connected()) {
      const key = `terraform:${members[0]?.path ?? ''}`;
      const known = before.get(members[0]?.path ?? '');
      const isSame =
        known?.key === key &&
        known.folders.length === members.length &&
        members.every((folder, i) => known.folders[i] === folder && !this.changed.has(folder.path));
      const group: Group = isSame ? known : { key, folders: members, version: this.nextVersion++ };
      for (const folder of members) this.groupOfFolder.set(folder.path, group);
      if (!isSame) for (const { apply } of this.evaluate(group)) apply();
    }
    this.changed.clear();
  }

  /** Reads the folders, and those that their modules call. */
  private readAll(wanted: ReadonlySet<string>): ReadonlySet<string> {
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
    const documents = new Map<string, TerraformDocument>();
    for (const [file, document] of this.given) if (folderOf(file) === path) documents.set(file, document);
    for (const file of this.files.list(path)) {
      if (documents.has(file) || !this.claims(file)) continue;
      const text = this.read(file);
      if (text !== undefined) documents.set(file, new TerraformDocument(file, text));
    }
    const sorted = new Map([...documents].sort(([a], [b]) => (a < b ? -1 : 1)));
    const source = sourceOf(path, sorted);
    const folder: Folder = { path, documents: sorted, source, calls: callsOf(source) };
    this.folders.set(path, folder);
    return folder;
  }

  /** Folders that call each other, directly or not, in the order of their paths. */
  private connected(): readonly (readonly Folder[])[] {
    const neighbours = new Map<string, string[]>();
    for (const { path, calls } of this.folders.values()) {
      for (const call of calls) {
        if (!this.folders.has(call)) continue;
        neighbours.set(path, [...(neighbours.get(path) ?? []), call]);
        neighbours.set(call, [...(neighbours.get(call) ?? []), path]);
      }
    }
    const seen = new Set<string>();
    const groups: Folder[][] = [];
    for (const start of [...this.folders.keys()].sort()) {
      if (seen.has(start)) continue;
      const members: Folder[] = [];
      const open = [start];
      for (let path = open.pop(); path !== undefined; path = open.pop()) {
        if (seen.has(path)) continue;
        seen.add(path);
        const folder = this.folders.get(path);
        if (folder !== undefined) members.push(folder);
        open.push(...(neighbours.get(path) ?? []));
      }
      groups.push(members.sort((a, b) => (a.path < b.path ? -1 : 1)));
    }
    return groups;
  }

  edit(path: string, edit: Edit): FamilyChange {
    const folder = this.folders.get(folderOf(path));
    const document = folder?.documents.get(path);
    if (folder === undefined || document === undefined || !this.grouped) return { kind: 'regrouped' };
    const { text } = document.text;
    document.setText(text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end));
    folder.source = sourceOf(folder.path, folder.documents);
    const calls = callsOf(folder.source);
    if (calls.join('\n') !== folder.calls.join('\n')) {
      folder.calls = calls;
      this.changed.add(folder.path);
      this.grouped = false;
      return { kind: 'regrouped' };
    }
    const group = this.groupOfFolder.get(folder.path);
    return { kind: 'changed', changes: group === undefined ? [] : this.evaluate(group, path) };
  }

  /** Works out the records of a group, and which documents show others now; `edited` does in any case. */
  private evaluate(group: Group, edited?: string): readonly DocumentChange[] {
    const world = this.world();
    const called = new Set(group.folders.flatMap(({ path, calls }) => calls.filter((call) => call !== path)));
    const roots = group.folders.filter(({ path }) => !called.has(path));
    // Modules that call each other in a circle: one of them has to come first.
    const first = roots.length > 0 ? roots : group.folders.slice(0, 1);
    const records = recordsOf(
      first.map(({ source }) => source),
      world,
      (path) => this.given.has(path),
    );
    const byPath = new Map<string, TerraformRecord[]>();
    for (const record of records) {
      const list = byPath.get(record.path);
      if (list === undefined) byPath.set(record.path, [record]);
      else list.push(record);
    }
    const changes: DocumentChange[] = [];
    for (const { documents } of group.folders) {
      for (const [path, document] of documents) {
        const shown = byPath.get(path) ?? [];
        if (edited !== undefined && path !== edited && document.shows(shown)) continue;
        changes.push({ path, apply: () => document.show(shown) });
      }
    }
    return changes;
  }

  private world(): ModuleWorld {
    return {
      work: new Work(),
      moduleAt: (folder, source) => this.folders.get(pathIn(folder, source) ?? '')?.source,
      readFile: (folder, name) => {
        const path = pathIn(folder, name);
        const text = path === undefined ? undefined : this.read(path);
        return path === undefined || text === undefined ? undefined : { path, text };
      },
    };
  }
}

function sourceOf(path: string, documents: ReadonlyMap<string, TerraformDocument>): ModuleSource {
  return new ModuleSource(
    path,
    [...documents.values()].map((document) => document.file),
  );
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
