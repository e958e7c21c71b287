import type { ModuleProblem } from './evaluate/work.ts';
import { Configuration, rootModule } from './configuration.ts';
import type { ConfigurationRoot, ModuleFiles } from './configuration.ts';
import { isInstalledPath } from './installed-modules.ts';
import { ModuleFolder } from './module-folder.ts';
import { folderOf } from '../../text/paths.ts';
import type { ReadingEnvironment } from './providers/resource.ts';
import { PLAIN_RUN } from './run.ts';
import type { Run } from './run.ts';
import type { TerraformDocument } from './document.ts';
import { Scenario } from './scenario.ts';
import type { ScenarioRuns, ScenarioEnvironment } from './scenario.ts';
import type { TerraformFile } from './terraform-file.ts';
import { rootStack } from './terragrunt/stack.ts';
import { rootUnit } from './terragrunt/unit.ts';
import type { UnitNode } from './terragrunt/units.ts';

/** A variable of the root module, and whether a part of a record is unknown if it has no value. */
export type RecordVariable = Configuration['variables'][number];

/** Finds what is outside the group's modules. */
export interface GroupEnvironment
  extends
    ReadingEnvironment,
    Pick<ModuleFiles, 'read' | 'isTooLarge' | 'list' | 'locate' | 'valuesAt' | 'planAt'> {
  /** The folder of a module that another module calls. */
  folderAt(folder: string, source: string, call: string): ModuleFolder | undefined;
  /** The run of the module in a folder, if the user sets one. */
  runOf(folder: string): Run;
  /**
   * Further runs of a module whose records depend on these variables: one for each file of values that it would need; and whether
   * these are all, because some variable has no value without such a file.
   */
  variationsOf(folder: string, variables: readonly RecordVariable[]): Variations;
}

export interface Variations {
  readonly runs: readonly Run[];
  /** The module is never run without one of them. */
  readonly areAll: boolean;
}

export const NO_VARIATIONS: Variations = { runs: [], areAll: false };

/** A root module of the group, and its runs that are evaluated. */
interface Root {
  readonly folder: ModuleFolder;
  /** It is given no values, or those that the user sets. */
  readonly first: ScenarioRuns;
  variations: Variations;
  /** By the labels of their runs. */
  further: ReadonlyMap<string, Scenario>;
}

/** A member of a group: a folder with a module, or a Terragrunt unit that runs one. */
export type GroupMember = ModuleFolder | UnitNode;

/** Modules that are evaluated together, and what they make. */
export class ModuleGroup {
  readonly key: string;
  readonly members: readonly GroupMember[];
  private readonly folders: readonly ModuleFolder[];
  /** It changes when the documents are read again. */
  version: number;
  /** The data files that its modules read, if findings can be shown in them: no other group has them. */
  readonly data = new Map<string, TerraformFile>();
  /** The same for the files of values of its runs. */
  readonly values = new Map<string, TerraformFile>();
  private readonly around: GroupEnvironment;
  private readonly worlds: readonly [tofu: ModuleFiles, terraform: ModuleFiles];
  private readonly shadowed: ReadonlySet<string>;
  private readonly scenarioFiles: ScenarioEnvironment;
  private readonly roots: readonly Root[];
  /** The units that are run. */
  private readonly units: ScenarioRuns;
  /** `undefined`: the scenarios may have changed. */
  private known: readonly Scenario[] | undefined;
  private base: Scenario | undefined;
  /** Counts how often runs of modules changed. */
  private changesOfRuns = 0;

  constructor(
    key: string,
    members: readonly GroupMember[],
    version: number,
    environment: (group: ModuleGroup) => GroupEnvironment,
  ) {
    this.key = key;
    this.members = members;
    const folders = members.filter((member) => member instanceof ModuleFolder);
    const units = members.filter((member): member is UnitNode => !(member instanceof ModuleFolder));
    this.folders = folders;
    this.version = version;
    this.shadowed = new Set(folders.flatMap(({ shadowed }) => [...shadowed]));
    const around = environment(this);
    this.around = around;
    const { read, isTooLarge, list, locate, valuesAt, planAt } = around;
    const tofu: ModuleFiles = {
      read,
      isTooLarge,
      list,
      locate,
      valuesAt,
      planAt,
      moduleAt: (...at) => around.folderAt(...at)?.source,
    };
    const terraform: ModuleFiles = {
      ...tofu,
      moduleAt: (...at) => {
        const found = around.folderAt(...at);
        return found?.terraformSource ?? found?.source;
      },
    };
    this.worlds = [tofu, terraform];
    const byPath = new Map(folders.map(({ path, documents }) => [path, documents]));
    this.scenarioFiles = {
      shadowed: this.shadowed,
      page: (path) => byPath.get(folderOf(path))?.get(path) ?? this.data.get(path) ?? this.values.get(path),
      isShown: around.isDocument,
      module: (path) => [...(byPath.get(path)?.values() ?? [])],
    };
    this.roots = rootsOf(folders, units).map((folder) => ({
      folder,
      first: this.runsOf(folder, around.runOf(folder.path)),
      variations: NO_VARIATIONS,
      further: new Map(),
    }));
    this.units = joined(
      units
        .filter(({ isRun }) => isRun)
        .map((unit) => this.configurationsOf(rootOfUnit(unit), rootOfUnit(unit), PLAIN_RUN)),
    );
  }

  private runsOf({ source, terraformSource }: ModuleFolder, run: Run): ScenarioRuns {
    return this.configurationsOf(rootModule(source), rootModule(terraformSource ?? source), run);
  }

  private configurationsOf(root: ConfigurationRoot, other: ConfigurationRoot, run: Run): ScenarioRuns {
    const [tofu, terraform] = this.worlds;
    const main = [new Configuration(root, run, tofu, this.around)];
    if (this.shadowed.size === 0) return { main, others: [] };
    return { main, others: [new Configuration(other, run, terraform, this.around)] };
  }

  /** The scenarios: the modules with one run together, and each further run by itself. */
  get scenarios(): readonly Scenario[] {
    if (this.known !== undefined) return this.known;
    const plain = this.roots.filter(({ variations }) => !variations.areAll).map(({ first }) => first);
    const runs = joined([...plain, this.units]);
    const isSame =
      this.base?.runs.main.length === runs.main.length &&
      this.base.runs.main.every((one, i) => one === runs.main[i]);
    if (!isSame) this.base = undefined;
    this.base ??= new Scenario(this.key, undefined, runs, this.scenarioFiles);
    const further = this.roots.flatMap((root) => [...root.further.values()]);
    this.known = [this.base, ...further];
    return this.known;
  }

  /** The evaluated configurations; the first ones determine which others there are. */
  get configurations(): readonly Configuration[] {
    const further = this.roots.flatMap((root) => [...root.further.values()].map(({ runs }) => runs));
    const { main, others } = joined([...this.roots.map(({ first }) => first), ...further, this.units]);
    return [...main, ...others];
  }

  /** Evaluates what its modules make while there is time. Returns whether that is done. */
  evaluateWhile(hasTime: () => boolean): boolean {
    for (const root of this.roots) {
      if (!isWorkedOut(root.first, hasTime)) return false;
      this.chooseVariations(root);
      for (const { runs } of root.further.values()) if (!isWorkedOut(runs, hasTime)) return false;
    }
    return isWorkedOut(this.units, hasTime);
  }

  /** Whether the runs must differ from those that were chosen when its modules were evaluated. */
  wantsOtherRuns(): boolean {
    return this.roots.some((root) => !isSame(this.variationsOf(root), root.variations));
  }

  private variationsOf({ folder, first }: Root): Variations {
    const variables = first.main.flatMap((configuration) => configuration.variables);
    return this.around.variationsOf(folder.path, variables);
  }

  private chooseVariations(root: Root): void {
    const { path } = root.folder;
    const variations = this.variationsOf(root);
    if (isSame(variations, root.variations)) return;
    const further = new Map<string, Scenario>();
    for (const run of variations.runs) {
      const label = run.label ?? '';
      const key = `${this.key}|${path}|${label}`;
      const before = root.further.get(label);
      further.set(
        label,
        before ?? new Scenario(key, { label, of: path }, this.runsOf(root.folder, run), this.scenarioFiles),
      );
    }
    root.variations = variations;
    root.further = further;
    this.changesOfRuns++;
    this.known = undefined;
  }

  /** The scenarios, each with its documents: a file that several of them read is a document of each. */
  documents(): readonly (readonly [Scenario, readonly TerraformDocument[]])[] {
    const [base, ...further] = this.scenarios;
    const files = [...this.files()];
    const left = new Set(files);
    const found = further.map((scenario) => {
      const own = files.filter((file) => scenario.reads(file.path));
      for (const file of own) left.delete(file);
      return [scenario, own] as const;
    });
    const ofBase = files.filter((file) => left.has(file) || base?.reads(file.path) === true);
    if (base !== undefined && ofBase.length > 0) found.unshift([base, ofBase]);
    return found.map(([scenario, own]) => [scenario, own.map((file) => scenario.documentOf(file))]);
  }

  /** The shown files: of installed modules, only those that the host has added. */
  private *files(): Iterable<TerraformFile> {
    for (const { path: folder, documents } of this.folders) {
      const isInstalled = isInstalledPath(`${folder}/`);
      for (const [path, file] of documents) if (!isInstalled || this.around.isDocument(path)) yield file;
    }
    yield* this.data.values();
    // Files of values may be in a folder of the group.
    for (const [path, file] of this.values)
      if (!this.folders.some(({ documents }) => documents.has(path))) yield file;
  }

  /** It changes when the group has other documents or other scenarios. */
  get layout(): string {
    return `${this.data.size} ${this.values.size} ${this.changesOfRuns}`;
  }

  /** The run of a root module that is not one of several. */
  runOf(folder: string): Run | undefined {
    return this.roots.find((root) => root.folder.path === folder)?.first.main[0]?.run;
  }

  /** Whether records depended on variables of a root module in the last evaluation. */
  get hasRecordVariables(): boolean {
    return this.roots.some(({ first }) => first.main.some(({ variables }) => variables.length > 0));
  }

  get rootFolders(): readonly ModuleFolder[] {
    return this.roots.map(({ folder }) => folder);
  }

  /** Root modules, each with its shown runs. */
  get rootRuns(): readonly { readonly folder: ModuleFolder; readonly runs: readonly Configuration[] }[] {
    return this.roots.map(({ folder, first, variations, further }) => ({
      folder,
      runs: [
        ...(variations.areAll ? [] : first.main),
        ...[...further.values()].flatMap(({ runs }) => runs.main),
      ],
    }));
  }

  unread(): readonly ModuleProblem[] {
    return this.scenarios.flatMap((scenario) => scenario.unread());
  }
}

function rootOfUnit({ path, place }: UnitNode): ConfigurationRoot {
  return place === undefined ? rootStack(folderOf(path)) : rootUnit(place);
}

function joined(all: readonly ScenarioRuns[]): ScenarioRuns {
  return { main: all.flatMap(({ main }) => main), others: all.flatMap(({ others }) => others) };
}

function isWorkedOut({ main, others }: ScenarioRuns, hasTime: () => boolean): boolean {
  return [...main, ...others].every((configuration) => configuration.workOut(hasTime));
}

function isSame(a: Variations, b: Variations): boolean {
  const describe = ({ runs, areAll }: Variations): string => JSON.stringify([areAll, ...runs]);
  return a === b || describe(a) === describe(b);
}

/** The root modules; of modules that call each other in a cycle, the first one. */
function rootsOf(folders: readonly ModuleFolder[], units: readonly UnitNode[]): readonly ModuleFolder[] {
  const byPath = new Map(folders.map((folder) => [folder.path, folder]));
  const calledByUnits = units.flatMap(({ calls }) => calls);
  const called = new Set(folders.flatMap(({ path, calls }) => calls.filter((call) => call !== path)));
  for (const call of calledByUnits) called.add(call);
  const reached = new Set<ModuleFolder>();
  const roots: ModuleFolder[] = [];
  const reach = (open: ModuleFolder[]): void => {
    for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
      if (reached.has(folder)) continue;
      reached.add(folder);
      for (const call of folder.calls) {
        const called = byPath.get(call);
        if (called !== undefined) open.push(called);
      }
    }
  };
  const start = (root: ModuleFolder): void => {
    roots.push(root);
    reach([root]);
  };
  reach(calledByUnits.flatMap((call) => byPath.get(call) ?? []));
  for (const folder of folders) if (!called.has(folder.path)) start(folder);
  for (const folder of folders) if (!reached.has(folder)) start(folder);
  return roots;
}
