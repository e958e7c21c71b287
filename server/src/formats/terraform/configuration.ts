import { lengthOf } from './evaluate/declared.ts';
import type { Declared } from './evaluate/declared.ts';
import { Dependencies } from './evaluate/dependencies.ts';
import type { Result } from './evaluate/dependencies.ts';
import { ModuleInstance } from './evaluate/module-instance.ts';
import type { ModuleWorld } from './evaluate/module-instance.ts';
import { inputName } from './evaluate/module-source.ts';
import type { ModuleFile, ModuleSource } from './evaluate/module-source.ts';
import { ReadBlock } from './evaluate/read-block.ts';
import { workPlaceOf } from './evaluate/scope.ts';
import type { FolderContent, SourceFile } from './evaluate/scope.ts';
import { Work } from './evaluate/work.ts';
import type { Evaluation, ModuleProblem, WorkPlace } from './evaluate/work.ts';
import { folderOf, pathIn } from '../../text/paths.ts';
import { prepare, wantedForRecords, wantedForSource } from './providers/prepare.ts';
import type { Wanted } from './providers/prepare.ts';
import { lacksMailData } from './providers/read-records.ts';
import { readResource } from './providers/read-resource.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import { readSources } from './providers/read-source.ts';
import { ZoneNames } from './providers/zone-names.ts';
import type { TerraformSource } from './providers/read-source.ts';
import type { ReadingWork, ResourceSource, ReadingEnvironment } from './providers/resource.ts';
import { SOURCE_RESOURCES } from './providers/source-table.ts';
import { RECORD_RESOURCES, rowOfProvider } from './providers/table.ts';
import { RunValues } from './run.ts';
import type { PlannedRun } from './plan/planned-run.ts';
import { recordsAtCall } from './plan/records-at-call.ts';
import type { Run } from './run.ts';
import { registryModule, standInOf } from './registry/registry.ts';
import { resourceSource } from './resource-source.ts';
import type { Block } from './syntax/body.ts';

/** Steps: each instance of a resource takes some memory. */
const RESOURCE_COST = 40;
/** Characters of a block that are searched in one step. The block is searched again for each instance. */
const CHARACTERS_A_STEP = 128;

/** Steps: the result of a module call is kept, even if it only says that there is no such module. */
const CALL_COST = 2;

/** Represents a folder in the names of inputs that are files. */
const FILES = '\0files';
/** The same for inputs that are the list of files in a folder. */
const FOLDERS = '\0folders';
/** File name patterns in one folder that are distinguished; beyond that, all names count. */
export const MAX_NAME_PATTERNS = 100;

/** Where modules and other files are found. */
export interface ModuleFiles extends Pick<ModuleWorld, 'moduleAt'> {
  read(path: string): SourceFile | undefined;
  /** Whether a file exists but is not read because of its size. */
  isTooLarge(path: string): boolean;
  /** `undefined`: the folder does not exist, or mailtxt may not read it. */
  list(path: string): FolderContent | undefined;
  /** The canonical path of a file, whatever links point to its folder. */
  locate(path: string): string;
  /** A file of values; `undefined`: it does not exist, or mailtxt may not read it. */
  valuesAt(path: string): ModuleFile | undefined;
  /** A plan of the module in a folder; `undefined`: it does not exist or is not readable. */
  planAt(path: string, folder: string): PlannedRun | undefined;
}

/** What the resources of a module, and of the modules that it calls, evaluate to. */
export interface Made {
  readonly records: readonly TerraformRecord[];
  readonly sources: readonly TerraformSource[];
}

const NOTHING: Made = { records: [], sources: [] };

/** What a configuration begins with: a root module, or a Terragrunt unit. */
export interface ConfigurationRoot {
  /** The folder of the module, or the path of a unit. */
  readonly folder: string;
  /** Restarts in a world. Returns a function that finds the module; `undefined` if it cannot be read. */
  start(world: ModuleWorld): () => Evaluation<ModuleInstance | undefined>;
}

/** A root module: no other module calls it. */
export function rootModule(source: ModuleSource): ConfigurationRoot {
  const { folder } = source;
  return {
    folder,
    start: (world) => {
      const module = new ModuleInstance({ source, world, address: `${folder}|` });
      return function* () {
        return module;
      };
    },
  };
}

/**
 * An evaluated run of a root module, with the modules that it calls. After an edit, only what depends on it is evaluated again.
 */
export class Configuration {
  readonly run: Run;
  private readonly root: ConfigurationRoot;
  private readonly values: RunValues;
  private readonly planned: PlannedRun | undefined;
  private readonly files: ModuleFiles;
  private readonly around: ReadingEnvironment;
  private readonly zoneNames: ZoneNames;
  private work!: Work;
  private dependencies!: Dependencies;
  private rootModule!: () => Evaluation<ModuleInstance | undefined>;
  /** Whether nothing has been evaluated yet. */
  private isFresh = true;
  /** `undefined`: it may have changed. */
  private made: Made | undefined;
  /** The evaluation of `made`, while it is paused. */
  private running: Evaluation<Made> | undefined;
  /** The folders of the modules from which something was evaluated. */
  private readonly visited = new Set<string>();
  private readonly data = new Set<string>();
  /** Patterns of file names, by the folder in which functions look for them. */
  private readonly listed = new Map<string, Set<string>>();

  constructor(root: ConfigurationRoot, run: Run, files: ModuleFiles, around: ReadingEnvironment) {
    this.root = root;
    this.run = run;
    this.values = new RunValues(() => run.valueFiles.flatMap((path) => files.valuesAt(path) ?? []));
    this.planned = run.plan === undefined ? undefined : files.planAt(run.plan, root.folder);
    this.files = files;
    this.around = around;
    this.zoneNames = new ZoneNames(around.unknowns);
    this.start();
  }

  /** These inputs of the module in a folder have changed. */
  changed(folder: string, inputs: Iterable<string>): void {
    if (this.visited.has(folder)) this.forget(inputs);
  }

  /** These inputs from a file that sets variables have changed. */
  valuesChanged(path: string, inputs: Iterable<string>): void {
    if (!this.run.valueFiles.includes(path)) return;
    this.values.changed();
    this.forget(inputs);
  }

  /** The files of values that were given to it and do not exist, or that mailtxt may not read. */
  get missingFiles(): readonly string[] {
    return this.run.valueFiles.filter((path) => this.files.valuesAt(path) === undefined);
  }

  /** The folder of the root module. */
  get folder(): string {
    return this.root.folder;
  }

  /** The files that its modules read, or would read if they existed. */
  get filesRead(): Iterable<string> {
    const { valueFiles, plan } = this.run;
    const given = plan === undefined ? valueFiles : [...valueFiles, plan];
    return given.length === 0 ? this.data : [...this.data, ...given];
  }

  /** Whether the file contains something that its modules read. */
  reads(path: string): boolean {
    return this.data.has(path) || this.run.valueFiles.includes(path) || this.run.plan === path;
  }

  /** Whether the file is part of one of its modules, or is read by one. */
  isMadeOf(path: string): boolean {
    return this.visited.has(folderOf(path)) || this.reads(path);
  }

  /** The folders in which their functions look for files, and the patterns of those files' names. */
  get foldersListed(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.listed;
  }

  /** Whether its functions look for files in the folder of the file, or in a folder around it. */
  lists(path: string): boolean {
    for (const folder of this.listed.keys()) if (path.startsWith(`${folder}/`)) return true;
    return false;
  }

  /** A file that they read has changed. */
  fileChanged(path: string): void {
    if (this.data.has(path)) this.forget([inputName(FILES, path)]);
  }

  private forget(inputs: Iterable<string>): void {
    if (this.isFresh) return;
    const { running } = this;
    this.running = undefined;
    this.made = undefined;
    running?.return(NOTHING);
    // What was left out depends on what came before it.
    if (this.work.isCut) this.start();
    else this.dependencies.changed(inputs);
  }

  /** Problems of the last evaluation. */
  get problems(): readonly ModuleProblem[] {
    return [...this.dependencies.problems(), ...(this.planned?.problems ?? [])];
  }

  /** What was not examined in the last evaluation. */
  get unread(): readonly ModuleProblem[] {
    return [...this.dependencies.unread(), ...(this.planned?.problems ?? [])];
  }

  /** The variables of the root module that records depend on. */
  get variables(): ReturnType<Dependencies['variablesOfRecords']> {
    return this.dependencies.variablesOfRecords();
  }

  /** Evaluates what the modules make while there is time. Returns true once it is complete. */
  workOut(hasTime: () => boolean): boolean {
    if (this.made !== undefined) return true;
    this.running ??= this.making();
    this.work.resume(hasTime);
    do {
      const { done, value } = this.running.next();
      if (done !== true) continue;
      this.running = undefined;
      this.made = value;
      this.dropUnused();
      return true;
    } while (hasTime());
    return false;
  }

  /** An unchanged record or source is the same object. */
  get whatIsMade(): Made {
    this.workOut(() => true);
    return this.made ?? NOTHING;
  }

  /** Drops what was evaluated only for texts that no longer exist, such as names that were partly typed. */
  private dropUnused(): void {
    this.dependencies.dropUnused();
    for (const path of this.data) {
      if (!this.dependencies.has(inputName(FILES, path))) this.data.delete(path);
    }
    for (const path of this.listed.keys()) {
      if (!this.dependencies.has(inputName(FOLDERS, path))) this.listed.delete(path);
    }
  }

  private *making(): Evaluation<Made> {
    const { isFresh } = this;
    const made = yield* this.makeAll();
    // Which part is left out must not depend on what was kept from an earlier text.
    if (!this.work.isCut || isFresh) return made;
    this.start();
    return yield* this.makeAll();
  }

  private *makeAll(): Evaluation<Made> {
    this.isFresh = false;
    this.dependencies.restart();
    const uses: ModuleUse[] = [];
    const records: TerraformRecord[] = [];
    const module = yield* this.rootModule();
    if (module !== undefined) {
      const isConditional = standInOf(module.source)?.differs === true;
      yield* this.recordsOfAll({ module, isConditional }, uses, records);
    }
    // If there is too much to examine, records are not what is left out.
    const sources: TerraformSource[] = [];
    for (const use of uses) for (const source of yield* this.sourcesIn(use)) sources.push(source);
    return { records: this.zoneNames.resolve(records), sources };
  }

  /** Starts over: nothing that was evaluated is kept. */
  private start(): void {
    const dependencies = new Dependencies((steps) => work.refund(steps));
    const work = new Work({
      left: (problem) => dependencies.lack(problem),
      charged: (steps) => dependencies.charge(steps),
    });
    const { files, data, listed, visited } = this;
    data.clear();
    listed.clear();
    visited.clear();
    visited.add(this.root.folder);
    const world: ModuleWorld = {
      given: (name) => this.values.get(name),
      workspace: this.run.workspace,
      planned: this.planned,
      moduleAt: (folder, source, call) => {
        const found = files.moduleAt(folder, source, call);
        if (found !== undefined) visited.add(found.folder);
        return found;
      },
      standInFor: registryModule,
      reliesOnFile: (path) => dependencies.read(inputName(FILES, path)),
      isDocument: this.around.isDocument,
      readFile: (folder, name) => {
        const typed = pathIn(folder, name);
        if (typed === undefined) return undefined;
        const path = files.locate(typed);
        dependencies.read(inputName(FILES, path));
        data.add(path);
        return files.read(path);
      },
      isTooLarge: (folder, name) => {
        const typed = pathIn(folder, name);
        return typed !== undefined && files.isTooLarge(files.locate(typed));
      },
      listFolder: (folder, name) => {
        const path = pathIn(folder, name);
        return path === undefined ? undefined : files.list(files.locate(path));
      },
      reliesOnFolder: (folder, name, pattern) => {
        const typed = pathIn(folder, name);
        if (typed === undefined) return;
        const path = files.locate(typed);
        dependencies.read(inputName(FOLDERS, path));
        const patterns = listed.get(path) ?? new Set();
        listed.set(path, patterns);
        if (patterns.size < MAX_NAME_PATTERNS) patterns.add(pattern);
        else patterns.clear();
        if (patterns.size === 0) patterns.add('*');
      },
      dependencies,
      work,
    };
    this.work = work;
    this.dependencies = dependencies;
    this.rootModule = this.root.start(world);
    this.isFresh = true;
  }

  /** Adds the records of the module and of the modules that it calls. `all`: receives those modules. */
  private *recordsOfAll(use: ModuleUse, all: ModuleUse[], records: TerraformRecord[]): Evaluation<undefined> {
    const { module, isConditional } = use;
    all.push(use);
    for (const record of yield* this.recordsIn(use)) records.push(record);
    for (const [name, { what, site }] of module.source.calls) {
      // Without work left a call has no result, and this module may be used many times.
      if (!module.work.spend(CALL_COST, () => workPlaceOf(site, what.typeRange))) return;
      if (module.work.isPauseDue) yield;
      const uses = yield* module.called(name);
      if (uses === undefined) {
        for (const record of yield* this.plannedAt(use, name)) records.push(record);
        continue;
      }
      for (const called of uses) {
        const differs = standInOf(called.module.source)?.differs === true;
        if (!module.work.spend(1, () => workPlaceOf(site, what.typeRange))) return;
        const isOpen = isConditional || called.instance.isConditional || differs;
        yield* this.recordsOfAll({ module: called.module, isConditional: isOpen }, all, records);
      }
    }
  }

  /** The records that a plan has for a module without source text, at its call. */
  private *plannedAt(use: ModuleUse, call: string): Evaluation<readonly TerraformRecord[]> {
    const { planned, around } = this;
    const { module } = use;
    const declared = module.source.calls.get(call);
    if (planned === undefined || declared === undefined) return [];
    return yield* module.keep<readonly TerraformRecord[]>(
      `planned ${call}`,
      () => [],
      () => recordsAtCall({ planned, around, module, declared, call }),
      `module.${call}`,
    );
  }

  private *recordsIn(use: ModuleUse): Evaluation<readonly TerraformRecord[]> {
    const { reading } = standInOf(use.module.source) ?? {};
    return yield* this.readAll(use, {
      what: 'records',
      table: RECORD_RESOURCES,
      wanted: wantedForRecords,
      choose: function* (row, { type, module, declared }) {
        return rowOfProvider(row, yield* module.providerOf(type, declared));
      },
      read: (source, row, work) => {
        const items = source.object?.of ?? reading?.items ?? row.items;
        return readResource({ ...source, provider: { ...row, ...reading, items } }, this.around, work);
      },
      lacks: lacksMailData,
    });
  }

  private *sourcesIn(use: ModuleUse): Evaluation<readonly TerraformSource[]> {
    return yield* this.readAll(use, {
      what: 'sources',
      table: SOURCE_RESOURCES,
      wanted: wantedForSource,
      read: (source, row, work) => readSources(source, row, this.around, work),
    });
  }

  /** What is read from the resources that are in a table. The result of each is kept until it changes. */
  private *readAll<Row, T>({ module, isConditional }: ModuleUse, reader: Reader<Row, T>): Evaluation<T[]> {
    const all: T[] = [];
    for (const { key, type, row, declared } of module.source.resourcesOf(reader.table)) {
      const of = `${reader.what} ${key}`;
      let found = module.kept(of) as readonly T[] | undefined;
      if (found === undefined) {
        const name = key.slice(type.length + 1);
        const resource = { key, type, name, module, declared, isConditional };
        found = yield* module.keep<readonly T[]>(
          of,
          () => [],
          (result) => this.readKept(result, resource, row, reader),
          key,
        );
      }
      for (const one of found) all.push(one);
    }
    return all;
  }

  private *readKept<Row, T>(
    result: Result,
    resource: DeclaredResource & { readonly isConditional: boolean },
    row: Row,
    reader: Reader<Row, T>,
  ): Evaluation<readonly T[]> {
    const found = yield* readInstances(resource, row, reader);
    if (reader.lacks !== undefined)
      this.dependencies.recordsRead(result, found.length === 0 || found.some(reader.lacks));
    return found;
  }
}

/** How the resources in a table are read. */
interface Reader<Row, T> {
  readonly what: string;
  readonly table: ReadonlyMap<string, Row>;
  readonly wanted: (row: Row) => Wanted;
  /** The row for a resource, if it depends on more than its type. */
  readonly choose?: (row: Row, resource: DeclaredResource) => Evaluation<Row>;
  readonly read: (source: ResourceSource, row: Row, work: ReadingWork) => Evaluation<readonly T[]>;
  /** Whether a part of a record that matters to email is unknown. */
  readonly lacks?: (found: T) => boolean;
}

interface DeclaredResource {
  /** `type.name`: the resource's key in its module. */
  readonly key: string;
  readonly type: string;
  readonly name: string;
  readonly module: ModuleInstance;
  readonly declared: Declared<Block>;
  readonly isConditional: boolean;
}

/** What is read from each instance of a resource. */
function* readInstances<Row, T>(
  resource: DeclaredResource,
  rowOfType: Row,
  reader: Reader<Row, T>,
): Evaluation<readonly T[]> {
  const { key, name, module, declared } = resource;
  const { work } = module;
  const looking = RESOURCE_COST + Math.floor(lengthOf(declared) / CHARACTERS_A_STEP);
  const row = yield* reader.choose?.(rowOfType, resource) ?? sameRow(rowOfType);
  const wanted = reader.wanted(row);
  const found: T[] = [];
  const instances = yield* module.instances(key, declared);
  const standIn = standInOf(module.source);
  const of = standIn?.lists?.[name];
  const list = of === undefined ? undefined : { of, items: instances.length };
  const block = new ReadBlock(declared);
  const at = (): WorkPlace => workPlaceOf(declared.site, declared.what.typeRange);
  const reading: ReadingWork = {
    report: (place, message, reason) => {
      work.report(place ?? at(), message, reason);
    },
    spend: (steps) => work.spend(steps, at),
    get isPauseDue() {
      return work.isPauseDue;
    },
  };
  for (const instance of instances) {
    // If inputs are unknown, neither they nor the number of instances can be determined.
    if (standIn !== undefined && instance.isSymbolic) continue;
    if (work.isPauseDue) yield;
    const source = resourceSource({ ...resource, block, instance, list });
    yield* prepare(source, wanted, reading);
    for (const one of yield* reader.read(source, row, reading)) found.push(one);
    if (!work.spend(looking, at)) break;
  }
  return found;
}

function* sameRow<Row>(row: Row): Evaluation<Row> {
  return row;
}

/** A use of a module, and whether it may not exist at all. */
interface ModuleUse {
  readonly module: ModuleInstance;
  readonly isConditional: boolean;
}
