import type { Dependencies } from '../evaluate/dependencies.ts';
import { KeptResults } from '../evaluate/kept-results.ts';
import type { ModuleWorld } from '../evaluate/module-instance.ts';
import type { FolderContent, SourceFile } from '../evaluate/scope.ts';
import type { Value } from '../evaluate/value.ts';
import type { Budget, Evaluation } from '../evaluate/work.ts';
import { folderOf, pathIn } from '../../../text/paths.ts';

/** The values that units provide to their dependents, by folder; `undefined` if unknown. */
export interface UnitValues {
  outputs(folder: string): Evaluation<Value | undefined>;
  inputs(folder: string): Evaluation<Value | undefined>;
}

/** A folder whose files a stack copies to where they are run. */
export interface CopiedFolder {
  readonly from: string;
  readonly to: string;
}

/** The state that all Terragrunt files share when they are evaluated for one unit. */
export class TerragruntRun {
  readonly world: ModuleWorld;
  readonly kept: KeptResults;
  readonly units: UnitValues;
  /** The folders that the stack of the unit copies. */
  private readonly copied: readonly CopiedFolder[];

  constructor(
    world: ModuleWorld,
    units: (run: TerragruntRun) => UnitValues,
    copied: readonly CopiedFolder[] = [],
  ) {
    this.world = world;
    this.copied = copied;
    this.kept = new KeptResults(world.dependencies);
    this.units = units(this);
  }

  get work(): Budget {
    return this.world.work;
  }

  get dependencies(): Dependencies {
    return this.world.dependencies;
  }

  /**
   * The file at a path, from a folder. The current computation depends on it, whether or not it exists. Earlier copies of a stack
   * are not read: their originals are.
   */
  readFile(folder: string, path: string): SourceFile | undefined {
    const origin = this.pathAtOrigin(folder, path);
    if (origin === undefined) return this.world.readFile(folder, path);
    return this.world.readFile(folderOf(origin), nameOfPath(origin));
  }

  listFolder(folder: string, path: string): FolderContent | undefined {
    const origin = this.pathAtOrigin(folder, path);
    return origin === undefined ? this.world.listFolder(folder, path) : this.world.listFolder(origin, '.');
  }

  /** The folder that a stack copies to this one; the folder itself if it is not a copy. */
  originOf(folder: string): string {
    return this.pathAtOrigin(folder, '.') ?? folder;
  }

  /** For a path into the copy of a folder: the path in the original. */
  private pathAtOrigin(folder: string, path: string): string | undefined {
    if (this.copied.length === 0) return undefined;
    const resolved = pathIn(folder, path);
    if (resolved === undefined) return undefined;
    const copy = this.copied.find(({ to }) => resolved === to || resolved.startsWith(`${to}/`));
    return copy && `${copy.from}${resolved.slice(copy.to.length)}`;
  }

  /** The value of a file that is decoded as data: once for all files. */
  dataOfFile(
    format: string,
    path: string,
    read: () => Evaluation<Value | undefined>,
  ): Evaluation<Value | undefined> {
    const { world } = this;
    return this.kept.keep<Value | undefined>(
      `${format} ${path}`,
      () => undefined,
      function* () {
        world.reliesOnFile(path);
        return yield* read();
      },
    );
  }
}

function nameOfPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
