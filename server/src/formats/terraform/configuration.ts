import type { Declared } from './evaluate/declared.ts';
import { Dependencies } from './evaluate/dependencies.ts';
import { ModuleInstance } from './evaluate/module-instance.ts';
import type { ModuleWorld } from './evaluate/module-instance.ts';
import { inputName } from './evaluate/module-source.ts';
import type { ModuleSource } from './evaluate/module-source.ts';
import { placeOf } from './evaluate/scope.ts';
import type { SourceFile } from './evaluate/scope.ts';
import { Work } from './evaluate/work.ts';
import type { ModuleProblem } from './evaluate/work.ts';
import { pathIn } from './paths.ts';
import { readRecords } from './providers/read-records.ts';
import type { Surrounding, TerraformRecord } from './providers/read-records.ts';
import { RECORD_RESOURCES } from './providers/table.ts';
import { registryModule, standInOf } from './registry/registry.ts';
import { resourceSource } from './resource-source.ts';
import type { Block } from './syntax/body.ts';

/** Steps: a record takes some room, whatever it says. */
const RECORD_COST = 40;

/** Stands for a folder in the names of inputs that are files. */
const FILES = '\0files';

/** Where modules and other files are found. */
export interface ModuleFiles extends Pick<ModuleWorld, 'moduleAt'> {
  read(path: string): SourceFile | undefined;
}

/**
 * A module that nobody calls, with those that it calls, worked out. After an edit only what depends on it is worked out
 * anew.
 */
export class Configuration {
  private readonly source: ModuleSource;
  private readonly files: ModuleFiles;
  private readonly around: Surrounding;
  private work = this.freshWork();
  private dependencies = new Dependencies();
  private root: ModuleInstance;
  /** `undefined`: there may be others. */
  private last: readonly TerraformRecord[] | undefined;
  /** The folders of its modules. */
  private readonly visited = new Set<string>();
  private readonly data = new Set<string>();

  constructor(source: ModuleSource, files: ModuleFiles, around: Surrounding) {
    this.source = source;
    this.files = files;
    this.around = around;
    this.root = this.start();
  }

  /** The module of a folder says other things of these inputs now. */
  changed(folder: string, inputs: Iterable<string>): void {
    if (this.visited.has(folder)) this.forget(inputs);
  }

  /** The folder of the module that nobody calls. */
  get folder(): string {
    return this.source.folder;
  }

  /** The files that its modules read, or would if they were there. */
  get filesRead(): ReadonlySet<string> {
    return this.data;
  }

  /** Whether the file says something that its modules read. */
  reads(path: string): boolean {
    return this.data.has(path);
  }

  /** A file that they read says other things now. */
  fileChanged(path: string): void {
    if (this.reads(path)) this.forget([inputName(FILES, path)]);
  }

  private forget(inputs: Iterable<string>): void {
    if (this.last === undefined) return;
    const { isCut } = this.work;
    this.last = undefined;
    this.work = this.freshWork();
    // What was left out hangs on what came before it.
    if (isCut) this.root = this.start();
    else this.dependencies.changed(inputs);
  }

  /** Of the last time that the records were asked for. */
  get problems(): readonly ModuleProblem[] {
    return this.dependencies.problems();
  }

  /** One that is what it was is the same object. */
  records(): readonly TerraformRecord[] {
    if (this.last === undefined) {
      const records: TerraformRecord[] = [];
      this.visited.clear();
      this.visit(this.root, false, records);
      this.last = records;
    }
    return this.last;
  }

  private freshWork(): Work {
    return new Work((problem) => this.dependencies.lack(problem));
  }

  private start(): ModuleInstance {
    const dependencies = new Dependencies();
    this.dependencies = dependencies;
    const workNow = (): Work => this.work;
    const { files, data } = this;
    data.clear();
    const world: ModuleWorld = {
      moduleAt: (folder, source) => files.moduleAt(folder, source),
      standInFor: registryModule,
      readFile: (folder, name) => {
        const path = pathIn(folder, name);
        if (path === undefined) return undefined;
        dependencies.read(inputName(FILES, path));
        data.add(path);
        return files.read(path);
      },
      dependencies,
      get work() {
        return workNow();
      },
    };
    return new ModuleInstance({ source: this.source, world, address: `${this.source.folder}|` });
  }

  private visit(module: ModuleInstance, isConditional: boolean, records: TerraformRecord[]): void {
    this.visited.add(module.source.folder);
    for (const [key, declared] of module.source.resources) {
      if (!RECORD_RESOURCES.has(key.slice(0, key.indexOf('.')))) continue;
      records.push(
        ...module.keep<readonly TerraformRecord[]>(
          `records ${key}`,
          () => [],
          () => this.recordsOf(module, key, declared, isConditional),
          key,
        ),
      );
    }
    for (const name of module.source.calls.keys()) {
      for (const called of module.called(name) ?? []) {
        const differs = standInOf(called.module.source)?.differs === true;
        this.visit(called.module, isConditional || called.instance.isConditional || differs, records);
      }
    }
  }

  private recordsOf(
    module: ModuleInstance,
    key: string,
    declared: Declared<Block>,
    isConditional: boolean,
  ): readonly TerraformRecord[] {
    const dot = key.indexOf('.');
    const resource = RECORD_RESOURCES.get(key.slice(0, dot));
    if (resource === undefined) return [];
    const standIn = standInOf(module.source);
    const name = key.slice(dot + 1);
    const list = standIn?.lists?.[name];
    const provider = { ...resource, ...standIn?.reading, ...(list === undefined ? {} : { items: list }) };
    const records: TerraformRecord[] = [];
    const instances = module.instances(key, declared);
    for (const instance of instances) {
      // Of inputs that are not known nothing can be told, and how many records they make.
      if (standIn !== undefined && instance.isSymbolic) continue;
      const found = readRecords(
        resourceSource({
          provider,
          module,
          declared,
          name,
          instance,
          isConditional,
          objects: list === undefined ? 0 : instances.length,
        }),
        this.around,
      );
      records.push(...found);
      const cost = RECORD_COST * (1 + found.length);
      if (!module.work.spend(cost, () => placeOf(declared.site, declared.what.typeRange))) break;
    }
    return records;
  }
}
