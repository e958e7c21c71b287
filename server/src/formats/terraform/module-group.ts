import type { ModuleProblem } from './evaluate/work.ts';
import { Configuration } from './configuration.ts';
import type { ModuleFiles } from './configuration.ts';
import type { TerraformDocument } from './document.ts';
import { GroupRecords } from './group-records.ts';
import { isInstalledPath } from './installed-modules.ts';
import type { ModuleFolder } from './module-folder.ts';
import { folderOf } from './paths.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import type { TerraformSource } from './providers/read-source.ts';
import type { Surrounding } from './providers/resource.ts';
import { Twins } from './twins.ts';
import type { Companions } from './write/companions.ts';

/** Where what stands outside the group's modules is found. */
export interface GroupSurroundings extends Surrounding, Pick<ModuleFiles, 'read' | 'list' | 'locate'> {
  /** The folder of a module that is called from another one. */
  folderAt(folder: string, source: string, call: string): ModuleFolder | undefined;
}

/** Modules that are looked at together, and what they make. */
export class ModuleGroup {
  readonly key: string;
  readonly folders: readonly ModuleFolder[];
  /** Another one when its documents were read anew. */
  version: number;
  /** The files of data that its modules read, where findings can be shown in them. */
  readonly data = new Map<string, TerraformDocument>();
  /** What its documents write with. */
  readonly companions: Companions;
  private readonly twins = new Twins();
  /** As OpenTofu reads the modules that nobody calls; Terraform does so too, but where it reads files that are left out here. */
  private readonly main: readonly Configuration[];
  /** As Terraform reads them, where OpenTofu leaves out files. */
  private readonly others: readonly Configuration[];
  /** The files that OpenTofu leaves out. */
  private readonly shadowed: ReadonlySet<string>;

  constructor(
    key: string,
    folders: readonly ModuleFolder[],
    version: number,
    surroundings: (group: ModuleGroup) => GroupSurroundings,
  ) {
    this.key = key;
    this.folders = folders;
    this.version = version;
    this.shadowed = new Set(folders.flatMap(({ shadowed }) => [...shadowed]));
    const around = surroundings(this);
    const roots = rootsOf(folders);
    const { read, list, locate } = around;
    const main: ModuleFiles = {
      read,
      list,
      locate,
      moduleAt: (...at) => around.folderAt(...at)?.source,
    };
    const others: ModuleFiles = {
      read,
      list,
      locate,
      moduleAt: (...at) => {
        const found = around.folderAt(...at);
        return found?.terraformSource ?? found?.source;
      },
    };
    this.main = roots.map(({ source }) => new Configuration(source, main, around));
    this.others =
      this.shadowed.size === 0
        ? []
        : roots.map((root) => new Configuration(root.terraformSource ?? root.source, others, around));
    const byPath = new Map(folders.map(({ path, documents }) => [path, documents]));
    const records = new GroupRecords(() => [
      ...this.main.map((configuration) => configuration.whatIsMade.records),
      ...(this.others.length === 0 ? [] : [this.otherRecords()]),
    ]);
    this.companions = {
      page: (path) => byPath.get(folderOf(path))?.get(path) ?? this.data.get(path),
      isShown: around.isDocument,
      module: (path) => [...(byPath.get(path)?.values() ?? [])],
      records: () => records.all(),
      madeTogether: (found) => records.madeTogether(found),
      isMoreThanName: (path, range) => records.isMoreThanName(path, range),
    };
  }

  get configurations(): readonly Configuration[] {
    return [...this.main, ...this.others];
  }

  /** Works out what its modules make, as long as there is time. Returns whether that is done. */
  evaluateWhile(hasTime: () => boolean): boolean {
    return this.configurations.every((configuration) => configuration.workOut(hasTime));
  }

  /** Those that are shown: of installed modules, only those that the host has added. */
  *documents(): Iterable<readonly [string, TerraformDocument]> {
    for (const { path: folder, documents } of this.folders) {
      const isInstalled = isInstalledPath(`${folder}/`);
      for (const one of documents) if (!isInstalled || this.companions.isShown(one[0])) yield one;
    }
    yield* this.data;
  }

  records(): readonly TerraformRecord[] {
    if (this.others.length === 0) return this.twins.tellApart(this.companions.records());
    return [
      ...this.twins.tellApart(this.main.flatMap((configuration) => configuration.whatIsMade.records)),
      ...this.otherRecords().map((one) => this.twins.maybe(one)),
    ];
  }

  /** What sets up who sends. Where OpenTofu leaves out files, what stands in its own is the same. */
  sources(): readonly TerraformSource[] {
    return this.main.flatMap((configuration) => configuration.whatIsMade.sources);
  }

  /** Of the files that OpenTofu leaves out. They are there only where Terraform is run: so they may be there. */
  private otherRecords(): readonly TerraformRecord[] {
    const known = new Set(
      this.main
        .flatMap((configuration) => configuration.whatIsMade.records)
        .map(({ source }) => source.address),
    );
    return this.others
      .flatMap((configuration) => configuration.whatIsMade.records)
      .filter(
        ({ path, source }) =>
          this.shadowed.has(path) || (this.shadowed.has(source.path) && !known.has(source.address)),
      );
  }

  /** Of the last time that the records were asked for. */
  problems(): readonly ModuleProblem[] {
    return [
      ...this.main.flatMap(({ problems }) => problems),
      ...this.others.flatMap(({ problems }) => problems.filter(({ path }) => this.shadowed.has(path))),
    ];
  }

  /** What was not examined, the last time that the records were asked for. */
  unread(): readonly ModuleProblem[] {
    return [
      ...this.main.flatMap(({ unread }) => unread),
      ...this.others.flatMap(({ unread }) => unread.filter(({ path }) => this.shadowed.has(path))),
    ];
  }

  /** By the folder of a module that nobody calls: its variables that records depend on. */
  variables(): ReadonlyMap<string, Configuration['variables']> {
    return new Map(this.main.map(({ folder, variables }) => [folder, variables]));
  }
}

/** The modules that nobody calls; of those that call each other in a circle, the first one. */
function rootsOf(folders: readonly ModuleFolder[]): readonly ModuleFolder[] {
  const byPath = new Map(folders.map((folder) => [folder.path, folder]));
  const called = new Set(folders.flatMap(({ path, calls }) => calls.filter((call) => call !== path)));
  const reached = new Set<ModuleFolder>();
  const roots: ModuleFolder[] = [];
  const start = (root: ModuleFolder): void => {
    roots.push(root);
    const open = [root];
    for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
      if (reached.has(folder)) continue;
      reached.add(folder);
      for (const call of folder.calls) {
        const called = byPath.get(call);
        if (called !== undefined) open.push(called);
      }
    }
  };
  for (const folder of folders) if (!called.has(folder.path)) start(folder);
  for (const folder of folders) if (!reached.has(folder)) start(folder);
  return roots;
}
