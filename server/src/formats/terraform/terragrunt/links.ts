import { Dependencies } from '../evaluate/dependencies.ts';
import type { FolderContent, SourceFile } from '../evaluate/scope.ts';
import { Work } from '../evaluate/work.ts';
import { finish } from '../../../text/steps.ts';
import { pathIn } from '../../../text/paths.ts';
import { TerragruntRun } from './run.ts';
import { contentOfStack } from './stack.ts';
import type { StackContent } from './stack.ts';
import { createUnit } from './unit.ts';
import type { UnitPlace, UnitStack } from './unit.ts';

/** Steps for determining the links of one unit. Its inputs are evaluated later, with a budget of their own. */
export const MAX_LINK_STEPS = 50_000;

/** Steps for the links of all units that one stack makes. */
export const MAX_STACK_LINK_STEPS = 500_000;

/** Reads units and stacks. */
export interface LinkFiles {
  read(path: string): SourceFile | undefined;
  list(folder: string): FolderContent | undefined;
}

/** The links of a unit, as far as they are known without the values of its inputs. */
export interface UnitLinks {
  /** Folders that the source of its module may point to. */
  readonly modules: readonly string[];
  /** Folders of units that it depends on. */
  readonly dependencies: readonly string[];
  /** Files that it includes. */
  readonly includes: readonly string[];
  /** Files that these links depend on, whether or not they exist. */
  readonly files: ReadonlySet<string>;
}

export function linksOfUnit(files: LinkFiles, place: UnitPlace): UnitLinks {
  const { world, read } = probe(files, MAX_LINK_STEPS);
  const unit = createUnit(world, place);
  const source = finish(unit.source());
  const config = finish(unit.config());
  return {
    modules: source?.address?.kind === 'local' ? unit.foldersOf(source.address.path) : [],
    dependencies: config === undefined ? [] : [...finish(config.dependencyFolders())],
    includes:
      config === undefined ? [] : finish(config.includes()).flatMap(({ config: one }) => one?.place ?? []),
    files: read,
  };
}

/** A stack, and what it makes. */
export interface StackLinks extends UnitStack, StackContent {
  /** Files that these links depend on, whether or not they exist. */
  files: ReadonlySet<string>;
}

export function linksOfStack(files: LinkFiles, folder: string): StackLinks {
  const { world, read } = probe(files, MAX_STACK_LINK_STEPS);
  const run = new TerragruntRun(world, () => ({ outputs: nothing, inputs: nothing }));
  return { folder, ...finish(contentOfStack(run, folder)), files: read };
}

function probe(
  files: LinkFiles,
  steps: number,
): { readonly world: TerragruntRun['world']; readonly read: Set<string> } {
  const read = new Set<string>();
  // These reports are repeated when the unit is evaluated.
  const work = new Work({ left: () => undefined, charged: () => undefined }, steps);
  const world: TerragruntRun['world'] = {
    work,
    dependencies: new Dependencies(() => undefined),
    given: () => undefined,
    workspace: undefined,
    planned: undefined,
    moduleAt: () => undefined,
    standInFor: () => undefined,
    reliesOnFile: () => undefined,
    isDocument: () => false,
    isTooLarge: () => false,
    readFile: (folder, name) => {
      const path = pathIn(folder, name);
      if (path === undefined) return undefined;
      read.add(path);
      return files.read(path);
    },
    listFolder: (folder, name) => {
      const path = pathIn(folder, name);
      return path === undefined ? undefined : files.list(path);
    },
    reliesOnFolder: () => undefined,
  };
  return { world, read };
}

function* nothing(): Generator<undefined, undefined, undefined> {
  // Modules are not evaluated for links.
}
