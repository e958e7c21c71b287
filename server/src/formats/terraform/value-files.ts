import type { ProjectFiles } from '../../records/document-family.ts';
import { NO_VARIATIONS } from './module-group.ts';
import type { ModuleGroup, RecordVariable, Variations } from './module-group.ts';
import type { ModuleFolder } from './module-folder.ts';
import { folderOf } from '../../text/paths.ts';
import { isTerraformPath, isValuesPath, isVariablesPath } from './recognize.ts';
import type { Run } from './run.ts';
import { MAX_VARIATIONS, PLAIN_RUN } from './run.ts';

/** Files of values outside of all modules that are examined: each may be for any module. */
export const MAX_VALUE_FILES_APART = 200;

/** Files of values that are read for one module to find those that set its variables. */
export const MAX_CANDIDATES = 250;

/** Files with example values, by their names or those of their folders. */
const EXAMPLE_NAME = /(?:^|[-_.])(?:examples?|samples?|templates?)\.tfvars(?:\.json)?$/i;
const EXAMPLE_FOLDER = /^(?:examples?|samples?|fixtures?|testdata)$/i;

/** Why a file of values was not used for a run of its own. */
export type NotUsed = 'example' | 'too many' | 'several modules';

/** A file of values that sets some of these variables of a module. */
export interface ValueFileUse {
  readonly path: string;
  /** The variables that it sets and that records depend on. */
  readonly sets: readonly string[];
  readonly notUsed: NotUsed | undefined;
  /** Further files that were not examined for the same reason. */
  readonly more: number;
}

export interface ValueFilesOptions {
  readonly files: ProjectFiles;
  /** Paths of files that the host provided. */
  readonly given: () => Iterable<string>;
  /** The paths of the plans of the module in a folder. */
  readonly plansOf: (folder: string) => readonly string[];
  /** The folder as a module, if it has configuration files of its own. */
  readonly moduleAt: (folder: string) => ModuleFolder | undefined;
  readonly groups: () => readonly ModuleGroup[];
  /** The variables that a file sets, by name. */
  readonly namesSetIn: (path: string) => ReadonlySet<string>;
}

interface FoundFiles {
  /** By the folder of a module: the files in it, or in subfolders that are not modules. */
  readonly byModule: ReadonlyMap<string, readonly string[]>;
  /** The files outside of all modules. */
  readonly apart: readonly string[];
  /** By such a file: the modules that it may be for, as far as they were looked up. */
  readonly modulesOf: Map<string, readonly string[]>;
  /** By file: the variables that it sets, as far as they were looked up. */
  readonly sets: Map<string, ReadonlySet<string>>;
}

/**
 * The files of values that must be passed to Terraform (`-var-file`), by the modules that they are for: each is a run of its
 * module. https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files
 */
export class ValueFiles {
  private readonly options: ValueFilesOptions;
  /** `undefined`: the files must be searched for. */
  private found: FoundFiles | undefined;

  constructor(options: ValueFilesOptions) {
    this.options = options;
  }

  /** Files or folders may have been added or deleted. */
  changed(): void {
    this.found = undefined;
  }

  /** The run in the user's settings. */
  runOf(folder: string): Run {
    const asked = this.options.files.runOptionsOf?.(folder);
    const [only, ...others] = this.options.plansOf(folder);
    const plan = others.length === 0 ? only : undefined;
    if (asked === undefined && plan === undefined) return PLAIN_RUN;
    return { valueFiles: asked?.valueFiles ?? [], workspace: asked?.workspace, plan, label: undefined };
  }

  /** See `GroupEnvironment.variationsOf`. */
  variationsOf(folder: string, variables: readonly RecordVariable[]): Variations {
    const asked = this.options.files.runOptionsOf?.(folder);
    const plans = this.options.plansOf(folder);
    if (plans.length > 1) {
      const { valueFiles = [], workspace } = asked ?? {};
      const runs = plans.slice(0, MAX_VARIATIONS);
      return {
        runs: runs.map((plan) => ({ valueFiles, workspace, plan, label: labelOf(plan, folder) })),
        areAll: true,
      };
    }
    if (asked?.valueFiles !== undefined || variables.length === 0) return NO_VARIATIONS;
    const used = this.usesFor(folder, variables).filter(({ notUsed }) => notUsed === undefined);
    const set = new Set(used.flatMap(({ sets }) => sets));
    const isMissing = ({ variable, isLacking }: RecordVariable): boolean =>
      isLacking && !variable.hasValue && set.has(variable.name);
    return {
      runs: used.map(({ path }) => ({
        valueFiles: [path],
        workspace: asked?.workspace,
        plan: undefined,
        label: labelOf(path, folder),
      })),
      areAll: variables.some(isMissing),
    };
  }

  /** The files of values for the module in a folder, as far as records depend on what they set. */
  usesFor(folder: string, variables: readonly RecordVariable[]): readonly ValueFileUse[] {
    if (variables.length === 0) return [];
    const { byModule, apart } = this.search();
    const beside = this.options.files
      .list(folder)
      .filter((path) => isValuesPath(path) && !isVariablesPath(path));
    const own = new Set([...beside, ...(byModule.get(folder) ?? [])].sort());
    const candidates = [...own, ...apart];
    const names = variables.map(({ variable }) => variable.name);
    const uses: ValueFileUse[] = [];
    let count = 0;
    for (const [i, path] of candidates.entries()) {
      if (count >= MAX_VARIATIONS || i >= MAX_CANDIDATES) {
        uses.push({ path, sets: [], notUsed: 'too many', more: candidates.length - i - 1 });
        break;
      }
      const set = this.namesSetIn(path);
      const sets = names.filter((name) => set.has(name));
      if (sets.length === 0) continue;
      const modules = own.has(path) ? [folder] : this.modulesWith(path, set);
      if (!modules.includes(folder)) continue;
      let notUsed: NotUsed | undefined;
      if (isExample(labelOf(path, folder))) notUsed = 'example';
      else if (modules.length > 1) notUsed = 'several modules';
      else count++;
      uses.push({ path, sets, notUsed, more: 0 });
    }
    return uses;
  }

  private namesSetIn(path: string): ReadonlySet<string> {
    const { sets } = this.search();
    let names = sets.get(path);
    if (names === undefined) sets.set(path, (names = this.options.namesSetIn(path)));
    return names;
  }

  /** The file has changed. */
  edited(path: string): void {
    this.found?.sets.delete(path);
    this.found?.modulesOf.delete(path);
  }

  /** The root modules that have all of these variables. */
  private modulesWith(path: string, names: ReadonlySet<string>): readonly string[] {
    const { modulesOf } = this.search();
    const known = modulesOf.get(path);
    if (known !== undefined) return known;
    const found: string[] = [];
    modulesOf.set(path, found);
    for (const { rootFolders } of this.options.groups()) {
      for (const folder of rootFolders) {
        if (isModule(folder) && [...names].every((name) => folder.source.variables.has(name)))
          found.push(folder.path);
      }
    }
    return found;
  }

  /** The folder of the module that a file is for; `undefined`: it is outside of all modules, and may be for any. */
  moduleOf(path: string): string | undefined {
    return nearestModule(folderOf(path), this.options.moduleAt);
  }

  /** Whether there are files of values outside of all modules. */
  get hasFilesApart(): boolean {
    return this.search().apart.length > 0;
  }

  private search(): FoundFiles {
    if (this.found !== undefined) return this.found;
    const { files, given, moduleAt, groups } = this.options;
    const folders = groups().flatMap(({ rootFolders }) =>
      rootFolders.filter(isModule).map(({ path }) => path),
    );
    const roots = new Set(folders);
    const byModule = new Map<string, string[]>();
    const apart: string[] = [];
    for (const path of [...new Set([...given(), ...(files.valueFiles?.() ?? [])])].sort()) {
      if (!isValuesPath(path)) continue;
      const nearest = nearestModule(folderOf(path), moduleAt);
      if (nearest === undefined) apart.push(path);
      // Terraform loads these automatically if there is a module in the folder.
      if (nearest === undefined || !roots.has(nearest)) continue;
      if (nearest === folderOf(path) && isVariablesPath(path)) continue;
      const known = byModule.get(nearest);
      if (known === undefined) byModule.set(nearest, [path]);
      else known.push(path);
    }
    this.found = {
      byModule,
      apart: apart.slice(0, MAX_VALUE_FILES_APART),
      modulesOf: new Map(),
      sets: new Map(),
    };
    return this.found;
  }
}

/** Whether the folder has configuration files: otherwise it only has values for the module of another folder. */
export function isModule(folder: ModuleFolder): boolean {
  for (const path of folder.documents.keys()) if (isTerraformPath(path)) return true;
  return false;
}

/** The folder itself or its nearest parent folder that is a module. */
function nearestModule(folder: string, moduleAt: ValueFilesOptions['moduleAt']): string | undefined {
  for (let at = folder; ; at = folderOf(at)) {
    if (moduleAt(at) !== undefined) return at;
    if (at === '' || folderOf(at) === at) return undefined;
  }
}

/** `path`: in the form of {@link labelOf}. */
function isExample(path: string): boolean {
  const [file = '', ...folders] = path.split('/').reverse();
  return EXAMPLE_NAME.test(file) || folders.some((name) => EXAMPLE_FOLDER.test(name));
}

/** `env/prod.tfvars`, relative to the folder of the module; for a file outside, its name and that of its folder. */
function labelOf(path: string, folder: string): string {
  const start = folder === '' ? '' : `${folder}/`;
  if (path.startsWith(start)) return path.slice(start.length);
  return path.split('/').slice(-2).join('/');
}
