import { Dependencies } from './evaluate/dependencies.ts';
import { ModuleInstance } from './evaluate/module-instance.ts';
import type { ModuleWorld } from './evaluate/module-instance.ts';
import { inputName } from './evaluate/module-source.ts';
import type { ModuleSource } from './evaluate/module-source.ts';
import { placeOf } from './evaluate/scope.ts';
import type { SourceFile } from './evaluate/scope.ts';
import { Work } from './evaluate/work.ts';
import type { ModuleProblem, WorkPlace } from './evaluate/work.ts';
import { pathIn } from './paths.ts';
import { readRecords } from './providers/read-records.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import { readSources } from './providers/read-source.ts';
import type { TerraformSource } from './providers/read-source.ts';
import type { ResourceSource, Surrounding } from './providers/resource.ts';
import { SOURCE_RESOURCES } from './providers/source-table.ts';
import { RECORD_RESOURCES } from './providers/table.ts';
import { registryModule, standInOf } from './registry/registry.ts';
import { resourceSource } from './resource-source.ts';

/** Steps: a record takes some room, whatever it says. */
const RECORD_COST = 40;
/** A source is small, and there are fleets of hosts: they are not to take away what records need. */
const SOURCE_COST = 5;
/** Characters of a block that one step looks through. Each instance has it looked through anew. */
const CHARACTERS_A_STEP = 128;

/** Stands for a folder in the names of inputs that are files. */
const FILES = '\0files';

/** Where modules and other files are found. */
export interface ModuleFiles extends Pick<ModuleWorld, 'moduleAt'> {
  read(path: string): SourceFile | undefined;
  /** The one path that a file has, whatever links lead to its folder. */
  locate(path: string): string;
}

/** What the resources of a module, and of those that it calls, come to. */
export interface Made {
  readonly records: readonly TerraformRecord[];
  readonly sources: readonly TerraformSource[];
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
  private last: Made | undefined;
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

  /** Of the last time that somebody asked what it makes. */
  get problems(): readonly ModuleProblem[] {
    return this.dependencies.problems();
  }

  /** A record, or a source, that is what it was is the same object. */
  made(): Made {
    if (this.last === undefined) {
      this.visited.clear();
      const uses: ModuleUse[] = [];
      const records: TerraformRecord[] = [];
      for (const use of this.modules(this.root, false)) {
        uses.push(use);
        for (const record of this.recordsIn(use)) records.push(record);
      }
      // Where there is too much to be looked at, records are not what is left out.
      const sources = uses.flatMap((use) => this.sourcesIn(use));
      this.last = { records, sources };
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
        const typed = pathIn(folder, name);
        if (typed === undefined) return undefined;
        const path = files.locate(typed);
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

  /** The module, and those that it calls. */
  private *modules(module: ModuleInstance, isConditional: boolean): Iterable<ModuleUse> {
    this.visited.add(module.source.folder);
    yield { module, isConditional };
    for (const name of module.source.calls.keys()) {
      for (const called of module.called(name) ?? []) {
        const differs = standInOf(called.module.source)?.differs === true;
        yield* this.modules(called.module, isConditional || called.instance.isConditional || differs);
      }
    }
  }

  private recordsIn(use: ModuleUse): readonly TerraformRecord[] {
    const { reading } = standInOf(use.module.source) ?? {};
    return this.readAll(use, { what: 'records', cost: RECORD_COST }, RECORD_RESOURCES, (source, row) => {
      const items = source.object?.of ?? reading?.items ?? row.items;
      return readRecords({ ...source, provider: { ...row, ...reading, items } }, this.around);
    });
  }

  private sourcesIn(use: ModuleUse): readonly TerraformSource[] {
    return this.readAll(use, { what: 'sources', cost: SOURCE_COST }, SOURCE_RESOURCES, (source, row) =>
      readSources(source, row, this.around),
    );
  }

  /** What is read of the resources that a table has. Of each it is kept as long as it is what it was. */
  private readAll<Row, T>(
    { module, isConditional }: ModuleUse,
    { what, cost }: { readonly what: string; readonly cost: number },
    table: ReadonlyMap<string, Row>,
    read: (source: ResourceSource, row: Row) => readonly T[],
  ): readonly T[] {
    const all: T[] = [];
    const standIn = standInOf(module.source);
    for (const [key, declared] of module.source.resources) {
      const type = key.slice(0, key.indexOf('.'));
      const row = table.get(type);
      if (row === undefined) continue;
      const name = key.slice(type.length + 1);
      const { start, end } = declared.what.range;
      const looking = Math.floor((end - start) / CHARACTERS_A_STEP);
      const readEach = (): readonly T[] => {
        const found: T[] = [];
        const instances = module.instances(key, declared);
        const of = standIn?.lists?.[name];
        const list = of === undefined ? undefined : { of, items: instances.length };
        for (const instance of instances) {
          // Of inputs that are not known nothing can be told, and how many things they make.
          if (standIn !== undefined && instance.isSymbolic) continue;
          const source = resourceSource({ type, module, declared, name, instance, isConditional, list });
          const made = read(source, row);
          for (const one of made) found.push(one);
          const at = (): WorkPlace => placeOf(declared.site, declared.what.typeRange);
          if (!module.work.spend(looking + cost * (1 + made.length), at)) break;
        }
        return found;
      };
      for (const one of module.keep<readonly T[]>(`${what} ${key}`, () => [], readEach, key)) all.push(one);
    }
    return all;
  }
}

/** A use of a module, and whether it may not be there at all. */
interface ModuleUse {
  readonly module: ModuleInstance;
  readonly isConditional: boolean;
}
