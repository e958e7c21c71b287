import type { ReadZone } from '../providers/resource.ts';
import type {
  DocumentChange,
  DocumentGroup,
  FamilyChange,
  ProjectFiles,
} from '../../../records/document-family.ts';
import type { Unread } from '../../../records/unread.ts';
import type { Edit } from '../../../text/edit.ts';
import { folderOf } from '../../../text/paths.ts';
import { PlanFile } from './plan-file.ts';
import { MAX_VARIATIONS } from '../run.ts';
import { StandalonePlan } from './standalone-plan.ts';

/** A plan that is read by itself, with the version of its document. */
interface Standalone {
  readonly plan: StandalonePlan;
  readonly isBesideModule: boolean;
  version: number;
}

/** The plans and states that the host provided. Those in the folder of the module that they were made from are runs of it. */
export class PlanFiles {
  private readonly files: ProjectFiles;
  private readonly readZone: ReadZone;
  private readonly hasModule: (folder: string) => boolean;
  private readonly modulesKnown = new Map<string, boolean>();
  private readonly given = new Map<string, PlanFile>();
  private readonly alone = new Map<PlanFile, Standalone>();
  private nextVersion = 1;

  /** `hasModule`: whether there are configuration files in a folder. */
  constructor(files: ProjectFiles, readZone: ReadZone, hasModule: (folder: string) => boolean) {
    this.files = files;
    this.readZone = readZone;
    this.hasModule = hasModule;
  }

  /** Files may have been added or deleted. */
  filesChanged(): void {
    this.modulesKnown.clear();
  }

  private isModule(folder: string): boolean {
    let known = this.modulesKnown.get(folder);
    if (known === undefined) this.modulesKnown.set(folder, (known = this.hasModule(folder)));
    return known;
  }

  has(path: string): boolean {
    return this.given.has(path);
  }

  put(path: string, text: string): void {
    this.remove(path);
    this.given.set(path, new PlanFile(path, text));
  }

  remove(path: string): boolean {
    const file = this.given.get(path);
    if (file !== undefined) this.alone.delete(file);
    return this.given.delete(path);
  }

  /** The folders of modules that contain a plan. */
  get modules(): ReadonlySet<string> {
    const folders = [...this.given.keys()].map(folderOf);
    return new Set(folders.filter((folder) => this.isModule(folder)));
  }

  /** The plans of the module in a folder, sorted by name. */
  plansOf(folder: string): readonly PlanFile[] {
    return [...this.given.values()]
      .filter((one) => folderOf(one.path) === folder && this.isModule(folder) && one.isOfRun)
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The plans in the folder of a module that are not used as its runs. `used`: the plans of all runs. */
  unused(used: ReadonlySet<string>): readonly Unread[] {
    const message = `This plan is not used, because mailtxt uses at most ${MAX_VARIATIONS} plans of a module that no other module calls.`;
    return [...this.given.values()]
      .filter(({ path, isOfRun }) => !used.has(path) && this.isModule(folderOf(path)) && isOfRun)
      .map(({ path }) => ({ kind: 'limit', path, range: undefined, message, count: 1 }));
  }

  at(path: string): PlanFile | undefined {
    return this.given.get(path);
  }

  environmentChanged(): void {
    for (const { plan } of this.alone.values()) if (plan.isOutdated) plan.restart();
  }

  /** The plans that are currently not runs. */
  private standalone(): readonly (readonly [string, Standalone])[] {
    const found: (readonly [string, Standalone])[] = [];
    for (const [path, file] of this.given) {
      const isBesideModule = this.isModule(folderOf(path));
      if (isBesideModule && file.isOfRun) {
        this.alone.delete(file);
        continue;
      }
      let known = this.alone.get(file);
      if (known?.isBesideModule !== isBesideModule) {
        const plan = new StandalonePlan(file, this.files, this.readZone, isBesideModule);
        known = { plan, isBesideModule, version: this.nextVersion++ };
        this.alone.set(file, known);
      }
      found.push([path, known]);
    }
    return found;
  }

  groups(): readonly DocumentGroup[] {
    return this.standalone().map(([path, { plan, version }]) => ({
      key: groupKeyOf(path),
      run: undefined,
      version,
      documents: [{ path, document: plan.document }],
    }));
  }

  unread(): readonly Unread[] {
    return this.standalone().flatMap(([path, { plan }]) =>
      plan.notRead.flatMap(({ message, range, unread }) =>
        unread === undefined ? [] : [{ ...unread, path, range, message, count: 1 }],
      ),
    );
  }

  get isEvaluated(): boolean {
    return this.standalone().every(([, { plan }]) => plan.isEvaluated);
  }

  evaluateWhile(hasTime: () => boolean): boolean {
    for (const [, one] of this.standalone()) {
      if (one.plan.isEvaluated) continue;
      const made = one.plan.workOut(hasTime);
      if (made === undefined) return false;
      one.plan.document.show(made);
      one.version = this.nextVersion++;
    }
    return true;
  }

  /**
   * The plan is read from the start: Terraform writes it as a whole, and people do not edit it. `undefined`: it is, or was, part
   * of a run.
   */
  edit(path: string, edit: Edit, hasTime: () => boolean): FamilyChange | undefined {
    const file = this.given.get(path);
    const known = file && this.alone.get(file);
    file?.file.edit(edit);
    if (file === undefined || known === undefined || this.modules.has(folderOf(path))) return undefined;
    const { plan } = known;
    plan.restart();
    const made = plan.workOut(hasTime);
    const { document } = plan;
    const apply: DocumentChange['apply'] = () =>
      made === undefined ? document.showNothing() : document.show(made);
    return { kind: 'changed', changes: [{ path, group: groupKeyOf(path), apply }] };
  }
}

/** The key of the group that consists of one plan. */
function groupKeyOf(path: string): string {
  return `terraform:${path}`;
}
