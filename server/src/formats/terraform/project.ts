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
import { changedInputs, givenIn, inputName } from './evaluate/module-source.ts';
import type { SourceFile } from './evaluate/scope.ts';
import { FolderContents } from './folder-contents.ts';
import { isInstalledPath } from './installed-modules.ts';
import { ModuleFolders } from './module-folders.ts';
import { ModuleGroups } from './module-groups.ts';
import type { ModuleProblem } from './evaluate/work.ts';
import { ModuleGroup } from './module-group.ts';
import type { GroupMember } from './module-group.ts';
import { isTerragruntPath, isUnitPath } from './terragrunt/recognize.ts';
import { MAX_UNITS, WorkspaceUnits } from './terragrunt/units.ts';
import type { UnitNode } from './terragrunt/units.ts';
import { folderOf } from '../../text/paths.ts';
import { PlanFiles } from './plan/plan-files.ts';
import { PLAN_HEAD, planKindOf } from './plan/recognize.ts';
import { GivenZoneNames } from './given-zone-names.ts';
import { UnknownNames } from './providers/owner.ts';
import type { ReadZone } from './providers/resource.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import type { Run } from './run.ts';
import type { TerraformSource } from './providers/read-source.ts';
import { isModulePart, isValuesPath } from './recognize.ts';
import { TerraformFile } from './terraform-file.ts';
import { unreadVariables } from './unread-variables.ts';
import { isModule, ValueFiles } from './value-files.ts';

/**
 * Folders that are read in one turn, each in some tenths of a millisecond: if there are more, other work gets a turn in between.
 */
export const MAX_FOLDERS_AT_ONCE = 50;

/**
 * The Terraform files that are analyzed together.
 *
 * Invariant, while `grouped` is set: every folder of a given document, and every folder that those call, is in one group. While
 * it is evaluated, all modules that read the same data file are in one group, and the documents show the records that the modules
 * make; otherwise the documents of `pending` groups may show other records, or none.
 */
export class TerraformProject implements DocumentFamily {
  private readonly files: ProjectFiles;
  private readonly readZone: ReadZone;
  private readonly folders: ModuleFolders;
  private readonly grouping = new ModuleGroups();
  private readonly data: DataFiles;
  private readonly contents: FolderContents;
  private readonly values: ValueFiles;
  private readonly plans: PlanFiles;
  private readonly units: WorkspaceUnits;
  private readonly zoneNames = new WeakMap<ModuleGroup, GivenZoneNames>();
  /** The nodes that the last grouping created. */
  private unitNodes: ReadonlyMap<string, UnitNode> = new Map();
  private grouped = false;
  /** The groups whose documents do not yet show what their modules make. */
  private readonly pending = new Set<ModuleGroup>();
  private evaluated = false;
  private readonly changed = new Set<string>();
  private nextVersion = 1;

  constructor(files: ProjectFiles, readZone: ReadZone) {
    this.files = files;
    this.readZone = readZone;
    this.data = new DataFiles(files);
    this.contents = new FolderContents(files);
    this.folders = new ModuleFolders(files);
    this.plans = new PlanFiles(files, readZone, (folder) => this.folders.hasModule(folder));
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
        const folder = this.folders.all.get(path);
        return folder !== undefined && isModule(folder) ? folder : undefined;
      },
      groups: () => this.grouping.all(),
      namesSetIn: (path) => {
        const file = this.fileAt(path)?.file;
        return new Set(file === undefined ? [] : [...givenIn(file)].map(([name]) => name));
      },
    });
  }

  claims(path: string): boolean {
    return (
      isModulePart(path) ||
      isValuesPath(path) ||
      isTerragruntPath(path) ||
      this.plans.has(path) ||
      this.isData(path)
    );
  }

  /** Whether evaluated modules read the file, and it is not part of a module. */
  private isData(path: string): boolean {
    if (isModulePart(path) || this.folders.givenAt(path) !== undefined) return false;
    return (
      isValuesPath(path) ||
      isTerragruntPath(path) ||
      this.data.isGiven(path) ||
      this.grouping.readersOf(path).length > 0
    );
  }

  put(path: string, text: string): void {
    if (isPlan(path, text)) {
      this.plans.put(path, text);
      this.planReplaced(path);
      return;
    }
    if (this.plans.remove(path)) this.planReplaced(path);
    // An editor may classify any HCL file as Terraform: modules have none.
    if (this.isData(path) || path.endsWith('.hcl')) {
      this.data.put(path, text);
      if (isTerragruntPath(path)) this.units.put(path);
      this.dataReplaced(path);
      return;
    }
    this.folders.put(path, text);
    this.forget(folderOf(path));
  }

  /** The plan was replaced or deleted: the module in its folder is evaluated again. */
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
    if (this.folders.remove(path)) this.forget(folderOf(path));
  }

  filesChanged(paths: readonly string[]): void {
    this.plans.filesChanged();
    for (const changed of paths) {
      const path = this.folders.nameOfFile(changed);
      if (this.folders.forgetInstalled(path)) this.reinstalled();
      this.data.forget(path);
      if (isModulePart(path) && this.folders.all.has(folderOf(path))) this.forget(folderOf(path));
      this.dataReplaced(path);
    }
  }

  /** Other modules may be installed: the calls of each module are resolved again. */
  private reinstalled(): void {
    for (const path of [...this.folders.all.keys()]) this.forget(path);
  }

  /** The zone names or the runs in the user's settings may have changed. */
  environmentChanged(): void {
    this.plans.environmentChanged();
    for (const group of this.grouping.all()) {
      const isOutdated =
        this.zoneNames.get(group)?.isOutdated() === true ||
        group.rootFolders.some(({ path }) => !isSameRun(group.runOf(path), this.values.runOf(path)));
      if (!isOutdated) continue;
      for (const member of group.members) this.changed.add(member.path);
    }
    if (this.changed.size > 0) this.ungroup();
  }

  /** The data file is another document now: the modules that read it are evaluated again. */
  private dataReplaced(path: string): void {
    this.values.changed();
    this.units.changed(path);
    const users = isValuesPath(path) ? this.usersOf(path) : [];
    for (const { members } of [
      ...this.grouping.readersOf(path),
      ...this.grouping.listersOf(path),
      ...users,
    ]) {
      for (const member of members) this.changed.add(member.path);
    }
    this.ungroup();
  }

  /** The groups whose modules may have a run with the file of values. */
  private usersOf(path: string): readonly ModuleGroup[] {
    if (this.grouping.isEmpty) return [];
    const module = this.values.moduleOf(path);
    const group = module === undefined ? undefined : this.grouping.of(module);
    if (module !== undefined) return group === undefined ? [] : [group];
    return this.grouping.all().filter(({ hasRecordVariables }) => hasRecordVariables);
  }

  private forget(folder: string): void {
    this.plans.filesChanged();
    this.folders.forget(folder);
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
    const groups = this.grouping.all().flatMap((group) =>
      group.documents().map(([{ key, run }, documents]) => ({
        key,
        run,
        version: group.version,
        documents: documents.map((document) => ({ path: document.path, document })),
      })),
    );
    // Files that are no longer read may still be open.
    const used = new Set(this.grouping.all().flatMap(({ values }) => [...values.keys()]));
    const unread = [...this.data.allGiven()].filter(
      ([path]) => this.grouping.ofData(path) === undefined && !used.has(path),
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

  /** Merges folders that call each other, unless that is already done. */
  private group(): void {
    if (this.grouped) return;
    this.grouped = true;
    const wanted = new Set([...this.folders.givenFolders(), ...this.plans.modules]);
    this.folders.nameAnew(wanted);
    this.unitNodes = this.units.all((path) => this.folders.nameOf(path));
    for (const { calls } of this.unitNodes.values())
      for (const call of calls) if (!isUnitPath(call)) wanted.add(call);
    for (const path of this.folders.read(wanted)) this.changed.add(path);
    this.regroup();
  }

  /** What was not examined; complete once the project is evaluated. */
  unread(): readonly Unread[] {
    const found: Unread[] = [];
    for (const group of this.grouping.all()) {
      for (const { path, range, message, unread } of group.unread())
        if (unread !== undefined) found.push({ path, range, message, ...unread, count: 1 });
    }
    const { unitsLeft } = this.units;
    if (unitsLeft.length > 0) found.push(unitsLeftUnread(unitsLeft));
    return [
      ...found,
      ...this.folders.unread(),
      ...unreadVariables(this.grouping.all(), this.values),
      ...this.plans.unread(),
      ...this.plans.unused(this.plansUsed()),
    ];
  }

  private plansUsed(): ReadonlySet<string> {
    const runs = this.grouping
      .all()
      .flatMap(({ configurations }) => configurations.map(({ run }) => run.plan));
    return new Set(runs.filter((path) => path !== undefined));
  }

  get hasBacklog(): boolean {
    if (this.grouped) return false;
    return this.units.unreadCount + this.folders.unreadCount > MAX_FOLDERS_AT_ONCE;
  }

  get isEvaluated(): boolean {
    return this.areModulesEvaluated && this.plans.isEvaluated;
  }

  private get areModulesEvaluated(): boolean {
    return this.evaluated;
  }

  evaluateWhile(hasTime: () => boolean): boolean {
    return this.evaluateModules(hasTime) && this.plans.evaluateWhile(hasTime);
  }

  private evaluateModules(hasTime: () => boolean): boolean {
    if (this.evaluated) return true;
    if (!this.grouped && !(this.folders.readWhile(hasTime) && this.units.readWhile(hasTime))) return false;
    this.group();
    // What a module reads is known after its evaluation. Each iteration reduces the number of groups.
    for (;;) {
      for (const group of this.pending) {
        if (!group.evaluateWhile(hasTime)) return false;
        for (const { apply } of this.showMade(group)) apply();
        group.version = this.nextVersion++;
        this.pending.delete(group);
      }
      if (this.grouping.findShared()) this.regroup();
      else if (!this.rechooseRuns()) break;
    }
    this.evaluated = true;
    this.filesRead();
    return true;
  }

  /** Drops what modules no longer read, and notifies the host of what they read now. */
  private filesRead(): void {
    const read = new Set<string>();
    const listed = new Map<string, Set<string>>();
    for (const { filesRead, foldersListed } of this.grouping.all().flatMap((group) => group.configurations)) {
      for (const path of filesRead) read.add(path);
      for (const [folder, patterns] of foldersListed) {
        const known = listed.get(folder) ?? new Set();
        listed.set(folder, known);
        for (const pattern of patterns) known.add(pattern);
      }
    }
    for (const path of this.units.filesRead()) read.add(path);
    this.data.keepOnly(read);
    for (const path of this.folders.installedLists()) read.add(path);
    const folders = new Set(this.folders.all.keys());
    for (const path of read) if (isTerragruntPath(path)) folders.add(folderOf(path));
    this.files.looksAt?.(folders, read, listed);
  }

  private regroup(): void {
    const all = new Map<string, GroupMember>([...this.folders.all, ...this.unitNodes]);
    const created = this.grouping.regroup(
      all,
      (path) => this.changed.has(path),
      (key, members) => this.makeGroup(key, members),
    );
    for (const group of created) this.pending.add(group);
    this.changed.clear();
    this.values.changed();
    const kept = new Set(this.grouping.all());
    for (const group of this.pending) if (!kept.has(group)) this.pending.delete(group);
  }

  /**
   * The module of a file of values outside of all modules may depend on all of them. Returns whether there is more to evaluate.
   */
  private rechooseRuns(): boolean {
    if (!this.values.hasFilesApart) return false;
    for (const group of this.grouping.all()) if (group.wantsOtherRuns()) this.pending.add(group);
    return this.pending.size > 0;
  }

  private makeGroup(key: string, members: readonly GroupMember[]): ModuleGroup {
    const zoneNames = new GivenZoneNames(this.files);
    const made = new ModuleGroup(key, members, this.nextVersion++, (group) => ({
      unknowns: new UnknownNames(),
      readZone: this.readZone,
      zoneNameFor: (path, keys) => zoneNames.of(path, keys),
      isDocument: (path) =>
        this.folders.givenAt(path) !== undefined ||
        group.data.has(path) ||
        group.values.has(path) ||
        (this.files.showsAll === true && this.folders.fileAt(path) !== undefined && !isInstalledPath(path)),
      folderAt: (...call) => this.folders.called(...call),
      locate: (path) => this.folders.nameOfFile(path),
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
        const document = this.folders.fileAt(path) ?? this.folders.givenAt(path);
        return document === undefined ? this.readData(path, group) : sourceOf(document);
      },
      isTooLarge: (path) => this.files.isTooLarge?.(path) === true,
    }));
    this.zoneNames.set(made, zoneNames);
    return made;
  }

  /** A part of a module, or a file of values. */
  private fileAt(path: string): TerraformFile | undefined {
    return this.folders.fileAt(path) ?? this.folders.givenAt(path) ?? this.data.document(path, 'values');
  }

  /** A file of values for a run of the group's modules. */
  private valueFileAt(path: string, group: ModuleGroup): TerraformFile | undefined {
    const file = this.fileAt(path);
    if (file !== undefined && this.isShown(path)) group.values.set(path, file);
    return file;
  }

  /** The first group that reads a file owns it, if it can be shown. */
  private readData(path: string, group: ModuleGroup): SourceFile | undefined {
    const document = this.data.document(path);
    if (document === undefined) return undefined;
    if (this.isShown(path) && this.grouping.takeData(path, group)) group.data.set(path, document);
    return sourceOf(document);
  }

  /** Whether findings can be shown in a file that is not part of a module. */
  private isShown(path: string): boolean {
    const isOther = this.files.isOther?.(path) === true;
    return (
      !isOther &&
      (this.files.showsAll === true || this.folders.givenAt(path) !== undefined || this.data.isGiven(path))
    );
  }

  edit(path: string, edit: Edit, hasTime: () => boolean): FamilyChange {
    if (this.plans.has(path)) return this.editPlan(path, edit, hasTime);
    this.group();
    const folder = this.folders.all.get(folderOf(path));
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
    const group = this.grouping.of(folder.path);
    if (group === undefined) return { kind: 'changed', changes: [] };
    for (const configuration of group.configurations) configuration.changed(folder.path, inputs);
    const users = isValuesPath(path) ? this.valuesEdited(folder.path, path, inputs) : [];
    return this.changesOf([group, ...this.grouping.readersOf(path), ...users], file, hasTime);
  }

  private editPlan(path: string, edit: Edit, hasTime: () => boolean): FamilyChange {
    const change = this.plans.edit(path, edit, hasTime);
    if (change !== undefined) return change;
    this.planReplaced(path);
    return { kind: 'regrouped' };
  }

  /** `inputs`: the changed inputs, named for `folder`. Returns the groups that may have runs with it. */
  private valuesEdited(folder: string, path: string, inputs: ReadonlySet<string>): readonly ModuleGroup[] {
    this.values.edited(path);
    const users = [...new Set([...this.usersOf(path), ...this.grouping.readersOf(path)])];
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
    const owner = this.grouping.ofData(path);
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
    if (groups.length > 0)
      return this.changesOf([...groups, ...this.grouping.readersOf(path)], file, hasTime);
    // The document belongs to no scenario.
    this.ungroup();
    return { kind: 'regrouped' };
  }

  /** What is shown for groups whose file was edited; nothing for the file itself if there is not enough time. */
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
      if (this.grouping.readsOthers(group)) {
        this.ungroup();
        isRegrouped = true;
      }
      if (group.layout === layouts.get(group)) {
        for (const change of found) changes.push(change);
        continue;
      }
      // It reads a file that it did not read before, or has other runs: its documents have changed.
      for (const { apply } of found) apply();
      group.version = this.nextVersion++;
      isRegrouped = true;
    }
    if (this.areModulesEvaluated) this.filesRead();
    if (!isRegrouped) return { kind: 'changed', changes };
    for (const { apply } of changes) apply();
    return { kind: 'regrouped' };
  }

  /** The documents whose shown records or sources change; `edited` is always included. */
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

/** The documents of a file, without records until these are known. */
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

function unitsLeftUnread(units: readonly string[]): Unread {
  const message = `This unit and ${units.length - 1} more were not read, because mailtxt reads at most ${MAX_UNITS} Terragrunt units.`;
  return { kind: 'limit', path: units[0] ?? '', range: undefined, message, count: units.length };
}

/** The order in which a file shows problems. They are found in evaluation order, which differs after an edit. */
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

/** Whether the text is a plan or a state, whatever the name of its file. */
function isPlan(path: string, text: string): boolean {
  return (
    !isModulePart(path) && !isValuesPath(path) && planKindOf(path, text.slice(0, PLAN_HEAD)) !== undefined
  );
}
