import type {
  DocumentChange,
  DocumentFamily,
  DocumentGroup,
  FamilyChange,
  ProjectFiles,
} from '../../records/document-family.ts';
import type { Unread } from '../../records/unread.ts';
import type { Edit } from '../../text/edit.ts';
import { DataFiles, sourceOf } from './data-files.ts';
import { TerraformDocument } from './document.ts';
import { MAX_MODULE_DEPTH } from './evaluate/module-instance.ts';
import { changedInputs, givenIn, inputName, isLocalSource } from './evaluate/module-source.ts';
import type { SourceFile } from './evaluate/scope.ts';
import { connected } from './folder-groups.ts';
import { FolderContents } from './folder-contents.ts';
import { FolderNames } from './folder-names.ts';
import { InstalledModules, isInstalledPath } from './installed-modules.ts';
import { ModuleFolder } from './module-folder.ts';
import type { ModuleProblem } from './evaluate/work.ts';
import { ModuleGroup } from './module-group.ts';
import type { GroupMember } from './module-group.ts';
import { isTerragruntPath, isUnitPath } from './terragrunt/recognise.ts';
import { MAX_UNITS, WorkspaceUnits } from './terragrunt/units.ts';
import type { UnitNode } from './terragrunt/units.ts';
import { folderOf, pathIn } from './paths.ts';
import { PlanFiles } from './plan/plan-files.ts';
import { PLAN_HEAD, planKindOf } from './plan/recognise.ts';
import { GivenZoneNames } from './given-zone-names.ts';
import { UnknownNames } from './providers/owner.ts';
import type { ReadZone } from './providers/resource.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import type { Run } from './run.ts';
import type { TerraformSource } from './providers/read-source.ts';
import { isTerraformPath, isValuesPath, isVariablesPath } from './recognise.ts';
import { TerraformFile } from './terraform-file.ts';
import { unreadVariables } from './unread-variables.ts';
import { isModule, ValueFiles } from './value-files.ts';

/** Folders that are read at most, those of given documents and those that their modules call. */
export const MAX_FOLDERS = 5000;
/** Folders that are read in one go, some tenths of a millisecond each: where more are to be read, others get a turn in between. */
export const MAX_FOLDERS_AT_ONCE = 50;
/** Calls from a given document to a folder that is read. One more than is evaluated, where the last call is reported. */
const MAX_CALLS = MAX_MODULE_DEPTH + 1;

/**
 * The Terraform files that are looked at together.
 *
 * Invariant, while `grouped` is set: every folder of a document that was put, and every one that those call, is in one
 * group. While it is evaluated, so are all that read one file of data, and the documents show the records that the modules
 * make; else the documents of `pending` groups may show others, or none.
 */
export class TerraformProject implements DocumentFamily {
  private readonly files: ProjectFiles;
  private readonly readZone: ReadZone;
  /** The texts that the host gave, by folder and path; others are read where they are wanted. */
  private readonly given = new Map<string, Map<string, TerraformFile>>();
  private readonly folders = new Map<string, ModuleFolder>();
  private readonly groupOfFolder = new Map<string, ModuleGroup>();
  private readonly data: DataFiles;
  private readonly contents: FolderContents;
  private readonly installed: InstalledModules;
  private readonly values: ValueFiles;
  private readonly plans: PlanFiles;
  private readonly units: WorkspaceUnits;
  /** As of the last grouping. */
  private names: FolderNames;
  /** The group that has a file of data. */
  private readonly groupOfData = new Map<string, ModuleGroup>();
  private readonly zoneNames = new WeakMap<ModuleGroup, GivenZoneNames>();
  /** By a file of data: the folders that read it and that nobody calls, where there are several. */
  private sharedData: ReadonlyMap<string, readonly string[]> = new Map();
  /** As of the last grouping. */
  private unitNodes: ReadonlyMap<string, UnitNode> = new Map();
  private grouped = false;
  /** The groups whose documents do not show what its modules make. */
  private readonly pending = new Set<ModuleGroup>();
  private evaluated = false;
  private readonly changed = new Set<string>();
  private nextVersion = 1;
  /** Folders with modules that {@link MAX_FOLDERS} left out. */
  private foldersLeft: readonly string[] = [];

  constructor(files: ProjectFiles, readZone: ReadZone) {
    this.files = files;
    this.readZone = readZone;
    this.data = new DataFiles(files);
    this.contents = new FolderContents(files);
    this.installed = new InstalledModules(files);
    this.names = new FolderNames(files, []);
    this.plans = new PlanFiles(files, readZone, (folder) => this.hasModule(folder));
    this.units = new WorkspaceUnits({
      read: (path) => {
        const file = this.fileAt(path);
        return file && sourceOf(file);
      },
      list: (path) => this.contents.of(path),
    });
    this.values = new ValueFiles({
      files,
      given: () => [...this.data.allGiven()].map(([path]) => path),
      plansOf: (folder) => this.plans.plansOf(folder).map(({ path }) => path),
      moduleAt: (path) => {
        const folder = this.folders.get(path);
        return folder !== undefined && isModule(folder) ? folder : undefined;
      },
      groups: () => this.allGroups(),
      namesSetIn: (path) => {
        const file = this.fileAt(path)?.file;
        return new Set(file === undefined ? [] : [...givenIn(file)].map(([name]) => name));
      },
    });
  }

  claims(path: string): boolean {
    return (
      isPart(path) ||
      isValuesPath(path) ||
      isTerragruntPath(path) ||
      this.plans.has(path) ||
      this.isData(path)
    );
  }

  /** Whether modules read the file, as far as they were looked at, and it is no part of one. */
  private isData(path: string): boolean {
    if (isPart(path) || this.givenAt(path) !== undefined) return false;
    return (
      isValuesPath(path) ||
      isTerragruntPath(path) ||
      this.data.isGiven(path) ||
      this.readersOf(path).length > 0
    );
  }

  /** Whether there are configuration files in the folder. */
  private hasModule(folder: string): boolean {
    const given = [...(this.given.get(folder)?.keys() ?? [])];
    return given.some(isTerraformPath) || this.files.list(folder).some(isTerraformPath);
  }

  put(path: string, text: string): void {
    if (isPlan(path, text)) {
      this.plans.put(path, text);
      this.planReplaced(path);
      return;
    }
    if (this.plans.remove(path)) this.planReplaced(path);
    // An editor may call any HCL file Terraform's: modules have none.
    if (this.isData(path) || path.endsWith('.hcl')) {
      this.data.put(path, text);
      if (isTerragruntPath(path)) this.units.put(path);
      this.dataReplaced(path);
      return;
    }
    const folder = folderOf(path);
    const documents = this.given.get(folder) ?? new Map<string, TerraformFile>();
    this.given.set(folder, documents.set(path, new TerraformFile(path, text)));
    this.forget(folder);
  }

  /** There is another plan, or none: what it tells of the module beside it is looked at anew. */
  private planReplaced(path: string): void {
    this.plans.filesChanged();
    this.changed.add(folderOf(path));
    this.ungroup();
  }

  remove(path: string): void {
    if (this.plans.remove(path)) {
      this.planReplaced(path);
      return;
    }
    if (this.data.remove(path)) {
      if (isTerragruntPath(path)) this.units.remove(path);
      this.dataReplaced(path);
      return;
    }
    const folder = folderOf(path);
    const documents = this.given.get(folder);
    if (documents?.delete(path) !== true) return;
    if (documents.size === 0) this.given.delete(folder);
    this.forget(folder);
  }

  filesChanged(paths: readonly string[]): void {
    this.plans.filesChanged();
    for (const changed of paths) {
      const path = this.names.ofFile(changed);
      if (this.installed.forget(path)) this.reinstalled();
      this.data.forget(path);
      if (isPart(path) && this.folders.has(folderOf(path))) this.forget(folderOf(path));
      this.dataReplaced(path);
    }
  }

  /** Other modules may be installed: the calls of each module are looked at anew. */
  private reinstalled(): void {
    for (const path of [...this.folders.keys()]) this.forget(path);
  }

  /** The names that the user's settings give to zones may be different, or what they say of runs. */
  surroundingsChanged(): void {
    this.plans.surroundingsChanged();
    for (const group of this.allGroups()) {
      const isOutdated =
        this.zoneNames.get(group)?.isOutdated() === true ||
        group.rootFolders.some(({ path }) => !isSameRun(group.runOf(path), this.values.runOf(path)));
      if (!isOutdated) continue;
      for (const member of group.members) this.changed.add(member.path);
    }
    if (this.changed.size > 0) this.ungroup();
  }

  /** Another document is the file of data now: who reads it is looked at anew. */
  private dataReplaced(path: string): void {
    this.values.changed();
    this.units.changed(path);
    const users = isValuesPath(path) ? this.usersOf(path) : [];
    for (const { members } of [...this.readersOf(path), ...this.listersOf(path), ...users]) {
      for (const member of members) this.changed.add(member.path);
    }
    this.ungroup();
  }

  private allGroups(): readonly ModuleGroup[] {
    return [...new Set(this.groupOfFolder.values())];
  }

  /** Whose modules look for files in a folder that has the file. */
  private listersOf(path: string): readonly ModuleGroup[] {
    return this.allGroups().filter(({ configurations }) =>
      configurations.some((configuration) => configuration.lists(path)),
    );
  }

  /** Whose modules may have a run with the file of values. */
  private usersOf(path: string): readonly ModuleGroup[] {
    if (this.groupOfFolder.size === 0) return [];
    const module = this.values.moduleOf(path);
    const group = module === undefined ? undefined : this.groupOfFolder.get(module);
    if (module !== undefined) return group === undefined ? [] : [group];
    return this.allGroups().filter(({ hasRecordVariables }) => hasRecordVariables);
  }

  private readersOf(path: string): readonly ModuleGroup[] {
    return this.allGroups().filter(({ configurations }) =>
      configurations.some((configuration) => configuration.reads(path)),
    );
  }

  /** Whether it reads a file that is a document of another group. */
  private readsOthers(group: ModuleGroup): boolean {
    for (const { filesRead } of group.configurations) {
      for (const path of filesRead) {
        const owner = this.groupOfData.get(path);
        if (owner !== undefined && owner !== group) return true;
      }
    }
    return false;
  }

  /** The files of data that are shown and that several modules read which nobody calls, with the folders of those. */
  private dataOfSeveral(): ReadonlyMap<string, readonly string[]> {
    const readers = new Map<string, Set<string>>();
    for (const group of this.allGroups()) {
      for (const { folder, filesRead } of group.configurations) {
        for (const path of filesRead) {
          const owner = this.groupOfData.get(path);
          if (owner === undefined) continue;
          const known = readers.get(path) ?? new Set();
          readers.set(path, known.add(folder));
          // Whose document it is may have ceased to read it.
          if (owner !== group) known.add(owner.members[0]?.path ?? folder);
        }
      }
    }
    return new Map(
      [...readers].filter(([, { size }]) => size > 1).map(([path, folders]) => [path, [...folders]]),
    );
  }

  private givenAt(path: string): TerraformFile | undefined {
    return this.given.get(folderOf(path))?.get(path);
  }

  private forget(folder: string): void {
    this.plans.filesChanged();
    this.folders.delete(folder);
    this.changed.add(folder);
    this.ungroup();
  }

  private ungroup(): void {
    this.grouped = false;
    this.evaluated = false;
    this.contents.changed();
  }

  groups(): readonly DocumentGroup[] {
    this.group();
    const groups = this.allGroups().flatMap((group) =>
      group.documents().map(([{ key, run }, documents]) => ({
        key,
        run,
        version: group.version,
        documents: documents.map((document) => ({ path: document.path, document })),
      })),
    );
    // What nobody reads any more is still open.
    const used = new Set(this.allGroups().flatMap(({ values }) => [...values.keys()]));
    const unread = [...this.data.allGiven()].filter(
      ([path]) => !this.groupOfData.has(path) && !used.has(path),
    );
    return [
      ...groups,
      ...this.plans.groups(),
      ...unread.map(([path, file]) => {
        const document = new TerraformDocument(file);
        document.showNothing();
        const key = `terraform:${path}`;
        return { key, run: undefined, version: this.nextVersion++, documents: [{ path, document }] };
      }),
    ];
  }

  /** Brings folders together that call each other, as far as that is not done. */
  private group(): void {
    if (this.grouped) return;
    this.grouped = true;
    const wanted = new Set([...this.given.keys(), ...this.plans.modules]);
    this.names = new FolderNames(this.files, wanted);
    this.unitNodes = this.units.all((path) => this.names.of(path));
    for (const { calls } of this.unitNodes.values())
      for (const call of calls) if (!isUnitPath(call)) wanted.add(call);
    const reached = this.readAll(wanted);
    for (const path of this.folders.keys()) if (!reached.has(path)) this.folders.delete(path);
    this.regroup();
  }

  /** What was not examined; complete once the project is evaluated. */
  unread(): readonly Unread[] {
    const found: Unread[] = [];
    for (const group of this.allGroups()) {
      for (const { path, range, message, unread } of group.unread())
        if (unread !== undefined) found.push({ path, range, message, ...unread, count: 1 });
    }
    if (this.foldersLeft.length > 0) found.push(foldersLeftUnread(this.foldersLeft));
    const { unitsLeft } = this.units;
    if (unitsLeft.length > 0) found.push(unitsLeftUnread(unitsLeft));
    return [
      ...found,
      ...unreadVariables(this.allGroups(), this.values),
      ...this.plans.unread(),
      ...this.plans.unused(this.plansUsed()),
    ];
  }

  private plansUsed(): ReadonlySet<string> {
    const runs = this.allGroups().flatMap(({ configurations }) => configurations.map(({ run }) => run.plan));
    return new Set(runs.filter((path) => path !== undefined));
  }

  get isFarBehind(): boolean {
    if (this.grouped) return false;
    let unread = this.units.unreadCount;
    if (unread > MAX_FOLDERS_AT_ONCE) return true;
    for (const path of this.given.keys())
      if (!this.folders.has(path) && ++unread > MAX_FOLDERS_AT_ONCE) return true;
    return false;
  }

  get isEvaluated(): boolean {
    return this.areModulesEvaluated && this.plans.isEvaluated;
  }

  private get areModulesEvaluated(): boolean {
    return this.evaluated;
  }

  /** Reads the folders of the given documents, as long as there is time. Returns whether all are read. */
  private readWhile(hasTime: () => boolean): boolean {
    for (const path of this.given.keys()) {
      if (this.folders.has(path)) continue;
      this.installed.load(path);
      this.folder(path);
      if (!hasTime()) return false;
    }
    return this.units.readWhile(hasTime);
  }

  evaluateWhile(hasTime: () => boolean): boolean {
    return this.evaluateModules(hasTime) && this.plans.evaluateWhile(hasTime);
  }

  private evaluateModules(hasTime: () => boolean): boolean {
    if (this.evaluated) return true;
    if (!this.grouped && !this.readWhile(hasTime)) return false;
    this.group();
    // What a module reads is known once it is worked out. Each time around, groups become fewer.
    for (;;) {
      for (const group of this.pending) {
        if (!group.evaluateWhile(hasTime)) return false;
        for (const { apply } of this.showMade(group)) apply();
        group.version = this.nextVersion++;
        this.pending.delete(group);
      }
      this.sharedData = this.dataOfSeveral();
      if (!this.allGroups().some((group) => this.readsOthers(group))) break;
      this.regroup();
    }
    this.evaluated = true;
    this.filesRead();
    return true;
  }

  /** What modules no longer read is dropped, and the host is told what they read now. */
  private filesRead(): void {
    const read = new Set<string>();
    const listed = new Map<string, Set<string>>();
    for (const { filesRead, foldersListed } of this.allGroups().flatMap((group) => group.configurations)) {
      for (const path of filesRead) read.add(path);
      for (const [folder, patterns] of foldersListed) {
        const known = listed.get(folder) ?? new Set();
        listed.set(folder, known);
        for (const pattern of patterns) known.add(pattern);
      }
    }
    for (const path of this.units.filesRead()) read.add(path);
    this.data.keepOnly(read);
    for (const path of this.installed.paths()) read.add(path);
    const folders = new Set(this.folders.keys());
    for (const path of read) if (isTerragruntPath(path)) folders.add(folderOf(path));
    this.files.looksAt?.(folders, read, listed);
  }

  private regroup(): void {
    const before = new Map(this.groupOfFolder);
    this.groupOfFolder.clear();
    const all = new Map<string, GroupMember>([...this.folders, ...this.unitNodes]);
    for (const members of connected(all, this.sharedData.values())) {
      const key = `terraform:${members[0]?.path ?? ''}`;
      const known = before.get(members[0]?.path ?? '');
      const isSame =
        known?.key === key &&
        known.members.length === members.length &&
        members.every((member, i) => known.members[i] === member && !this.changed.has(member.path));
      const group = isSame ? known : this.makeGroup(key, members);
      for (const member of members) this.groupOfFolder.set(member.path, group);
      if (!isSame) this.pending.add(group);
    }
    this.changed.clear();
    this.values.changed();
    const kept = new Set(this.groupOfFolder.values());
    for (const [path, group] of this.groupOfData) if (!kept.has(group)) this.groupOfData.delete(path);
    for (const group of this.pending) if (!kept.has(group)) this.pending.delete(group);
  }

  private makeGroup(key: string, members: readonly GroupMember[]): ModuleGroup {
    const zoneNames = new GivenZoneNames(this.files);
    const made = new ModuleGroup(key, members, this.nextVersion++, (group) => ({
      unknowns: new UnknownNames(),
      readZone: this.readZone,
      zoneNameFor: (path, keys) => zoneNames.of(path, keys),
      isDocument: (path) =>
        this.givenAt(path) !== undefined ||
        group.data.has(path) ||
        group.values.has(path) ||
        (this.files.showsAll === true && this.documentAt(path) !== undefined && !isInstalledPath(path)),
      folderAt: (folder, source, call) => {
        const path = isLocalSource(source)
          ? pathIn(folder, source)
          : this.installed.folderOf(folder, call, source);
        const found = path === undefined ? undefined : this.folders.get(this.names.of(path));
        return found?.documents.size === 0 ? undefined : found;
      },
      locate: (path) => this.names.ofFile(path),
      valuesAt: (path) => this.valueFileAt(path, group)?.file,
      planAt: (path, folder) => {
        const plan = this.plans.at(path);
        if (plan !== undefined) group.values.set(path, plan.file);
        return plan?.runOf(folder);
      },
      runOf: (folder) => this.values.runOf(folder),
      variationsOf: (folder, variables) => this.values.variationsOf(folder, variables),
      list: (path) => this.contents.of(path),
      read: (path) => {
        const document = this.documentAt(path) ?? this.givenAt(path);
        return document === undefined ? this.readData(path, group) : sourceOf(document);
      },
      isTooLarge: (path) => this.files.isTooLarge?.(path) === true,
    }));
    this.zoneNames.set(made, zoneNames);
    return made;
  }

  private documentAt(path: string): TerraformFile | undefined {
    return this.folders.get(folderOf(path))?.documents.get(path);
  }

  /** A part of a module, or a file of values. */
  private fileAt(path: string): TerraformFile | undefined {
    return this.documentAt(path) ?? this.givenAt(path) ?? this.data.document(path, 'values');
  }

  /** A file of values for a run of the group's modules. */
  private valueFileAt(path: string, group: ModuleGroup): TerraformFile | undefined {
    const file = this.fileAt(path);
    if (file !== undefined && this.isShown(path)) group.values.set(path, file);
    return file;
  }

  /** The first group that reads a file has it, where it can be shown. */
  private readData(path: string, group: ModuleGroup): SourceFile | undefined {
    const document = this.data.document(path);
    if (document === undefined) return undefined;
    if (this.isShown(path) && !this.groupOfData.has(path)) {
      this.groupOfData.set(path, group);
      group.data.set(path, document);
    }
    return sourceOf(document);
  }

  /** Whether findings can be shown in a file that is no part of a module. */
  private isShown(path: string): boolean {
    const isOther = this.files.isOther?.(path) === true;
    return (
      !isOther &&
      (this.files.showsAll === true || this.givenAt(path) !== undefined || this.data.isGiven(path))
    );
  }

  /** Reads the folders, and those that their modules call. */
  private readAll(wanted: Iterable<string>): ReadonlySet<string> {
    const reached = new Set<string>();
    const left = new Set<string>();
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
        if (folder.nameCalls(nameOf)) this.changed.add(path);
        for (const call of folder.calls) called.push(call);
      }
      paths = called;
    }
    this.foldersLeft = [...left];
    return reached;
  }

  private folder(path: string): ModuleFolder {
    const known = this.folders.get(path);
    if (known !== undefined) return known;
    const documents = new Map(this.given.get(path));
    for (const file of this.files.list(path)) {
      if (documents.has(file) || !isPart(file)) continue;
      const text = this.files.read(file);
      if (text !== undefined) documents.set(file, new TerraformFile(file, text));
    }
    const sorted = new Map([...documents].sort(([a], [b]) => (a < b ? -1 : 1)));
    const folder = new ModuleFolder(path, sorted, (call, source) =>
      this.installed.folderOf(path, call, source),
    );
    this.folders.set(path, folder);
    return folder;
  }

  edit(path: string, edit: Edit, hasTime: () => boolean): FamilyChange {
    if (this.plans.has(path)) return this.editPlan(path, edit, hasTime);
    this.group();
    const folder = this.folders.get(folderOf(path));
    const file = folder?.documents.get(path);
    if (folder === undefined || file === undefined) return this.editData(path, edit, hasTime);
    const before = file.file;
    file.edit(edit);
    const inputs = changedInputs(folder.path, before, file.file);
    if (folder.update()) {
      this.changed.add(folder.path);
      this.ungroup();
      return { kind: 'regrouped' };
    }
    const group = this.groupOfFolder.get(folder.path);
    if (group === undefined) return { kind: 'changed', changes: [] };
    for (const configuration of group.configurations) configuration.changed(folder.path, inputs);
    const users = isValuesPath(path) ? this.valuesEdited(folder.path, path, inputs) : [];
    return this.changesOf([group, ...this.readersOf(path), ...users], file, hasTime);
  }

  private editPlan(path: string, edit: Edit, hasTime: () => boolean): FamilyChange {
    const change = this.plans.edit(path, edit, hasTime);
    if (change !== undefined) return change;
    this.planReplaced(path);
    return { kind: 'regrouped' };
  }

  /** `inputs`: as those of the folder of the file. Returns the groups that may have runs with it. */
  private valuesEdited(folder: string, path: string, inputs: ReadonlySet<string>): readonly ModuleGroup[] {
    const users = [...new Set([...this.usersOf(path), ...this.readersOf(path)])];
    const before = inputName(folder, '');
    for (const { configurations } of users) {
      for (const configuration of configurations) {
        const own = [...inputs].map((input) =>
          input.startsWith(before) ? inputName(configuration.folder, input.slice(before.length)) : input,
        );
        configuration.valuesChanged(path, own);
      }
    }
    return users;
  }

  private editData(path: string, edit: Edit, hasTime: () => boolean): FamilyChange {
    const owner = this.groupOfData.get(path);
    const file = owner?.data.get(path) ?? this.data.knownFile(path);
    if (file === undefined) return { kind: 'regrouped' };
    const before = file.file;
    file.edit(edit);
    if (this.units.changed(path)) {
      this.dataReplaced(path);
      return { kind: 'regrouped' };
    }
    const users = isValuesPath(path) ? this.valuesEdited('', path, changedInputs('', before, file.file)) : [];
    const groups = [...(owner === undefined ? [] : [owner]), ...users];
    if (groups.length > 0) return this.changesOf([...groups, ...this.readersOf(path)], file, hasTime);
    // It is a document of no scenario.
    this.ungroup();
    return { kind: 'regrouped' };
  }

  /** What is shown of groups whose file was edited; nothing of the file itself, where the time does not suffice. */
  private changesOf(
    some: readonly ModuleGroup[],
    edited: TerraformFile,
    hasTime: () => boolean,
  ): FamilyChange {
    const groups = [...new Set(some)];
    const { path } = edited;
    const layouts = new Map(groups.map((group) => [group, group.layout]));
    for (const group of groups) {
      for (const configuration of group.configurations) configuration.fileChanged(path);
    }
    if (!this.evaluated || !groups.every((group) => group.evaluateWhile(hasTime))) {
      for (const group of groups) this.pending.add(group);
      this.evaluated = false;
      return { kind: 'changed', changes: groups.flatMap((group) => nothingShown(group, edited)) };
    }
    const changes: DocumentChange[] = [];
    let isRegrouped = false;
    for (const group of groups) {
      const found = this.showMade(group, path);
      if (this.readsOthers(group)) {
        this.ungroup();
        isRegrouped = true;
      }
      if (group.layout === layouts.get(group)) {
        for (const change of found) changes.push(change);
        continue;
      }
      // It reads a file that it did not read before, or has other runs: its documents are others now.
      for (const { apply } of found) apply();
      group.version = this.nextVersion++;
      isRegrouped = true;
    }
    if (this.areModulesEvaluated) this.filesRead();
    if (!isRegrouped) return { kind: 'changed', changes };
    for (const { apply } of changes) apply();
    return { kind: 'regrouped' };
  }

  /** Which documents show other records, or sources, now; `edited` does in any case. */
  private showMade(group: ModuleGroup, edited?: string): readonly DocumentChange[] {
    const changes: DocumentChange[] = [];
    for (const [scenario, documents] of group.documents()) {
      const records = byPath<TerraformRecord>(scenario.records());
      const sources = byPath<TerraformSource>(scenario.sources());
      const problems = byPath(scenario.problems());
      for (const document of documents) {
        const { path } = document;
        document.notFollowed = [...(problems.get(path) ?? [])].sort(byPlace);
        const shown = { records: records.get(path) ?? [], sources: sources.get(path) ?? [] };
        if (path !== edited && document.shows(shown)) continue;
        changes.push({ path, group: scenario.key, apply: () => document.show(shown) });
      }
    }
    return changes;
  }
}

/** The documents of a file, with no records until it is known which ones there are. */
function nothingShown(group: ModuleGroup, { path }: TerraformFile): readonly DocumentChange[] {
  return group
    .documents()
    .flatMap(([{ key }, documents]) =>
      documents
        .filter((document) => document.path === path)
        .map((document) => ({ path, group: key, apply: () => document.showNothing() })),
    );
}

function isSameRun(a: Run | undefined, b: Run): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function foldersLeftUnread(folders: readonly string[]): Unread {
  const message = `The folder and ${folders.length - 1} more were not read: mailtxt reads up to ${MAX_FOLDERS} folders with Terraform files.`;
  return { kind: 'limit', path: folders[0] ?? '', range: undefined, message, count: folders.length };
}

function unitsLeftUnread(units: readonly string[]): Unread {
  const message = `The unit and ${units.length - 1} more were not read: mailtxt reads up to ${MAX_UNITS} Terragrunt units.`;
  return { kind: 'limit', path: units[0] ?? '', range: undefined, message, count: units.length };
}

/** The order in which a file shows problems. They are found in the order of evaluation, which differs after an edit. */
function byPlace(a: ModuleProblem, b: ModuleProblem): number {
  return a.range.start - b.range.start || (a.message < b.message ? -1 : 1);
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

/** Whether the text is a plan or a state, whatever the name of its file. */
function isPlan(path: string, text: string): boolean {
  return !isPart(path) && !isValuesPath(path) && planKindOf(path, text.slice(0, PLAN_HEAD)) !== undefined;
}
