import type { ModuleRun } from '../../records/document-family.ts';
import type { Configuration } from './configuration.ts';
import { TerraformDocument } from './document.ts';
import type { ModuleProblem } from './evaluate/work.ts';
import { GroupRecords } from './group-records.ts';
import type { TerraformFile } from './terraform-file.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import type { TerraformSource } from './providers/read-source.ts';
import { Twins } from './twins.ts';
import type { Companions } from './write/companions.ts';

/** Runs that are looked at together. */
export interface ScenarioRuns {
  /** The root modules as OpenTofu reads them; Terraform does the same, except for files that are ignored here. */
  readonly main: readonly Configuration[];
  /** As Terraform reads them, where OpenTofu leaves out files. */
  readonly others: readonly Configuration[];
}

/** The files around the runs of a scenario. */
export interface ScenarioSurroundings extends Omit<
  Companions,
  'records' | 'madeTogether' | 'typedIn' | 'isMoreThanName'
> {
  /** The files that OpenTofu leaves out. */
  readonly shadowed: ReadonlySet<string>;
}

/**
 * One choice of options of `terraform plan` for each module that is examined together with others: their records exist
 * at the same time.
 */
export class Scenario {
  readonly key: string;
  /** Where it is one of several. */
  readonly run: ModuleRun | undefined;
  readonly runs: ScenarioRuns;
  private readonly shadowed: ReadonlySet<string>;
  private readonly companions: Companions;
  private readonly twins = new Twins();
  private readonly known = new Map<string, TerraformDocument>();

  constructor(key: string, run: ModuleRun | undefined, runs: ScenarioRuns, around: ScenarioSurroundings) {
    this.key = key;
    this.run = run;
    this.runs = runs;
    this.shadowed = around.shadowed;
    const records = new GroupRecords(() => [
      ...runs.main.map((configuration) => configuration.whatIsMade.records),
      ...(runs.others.length === 0 ? [] : [this.otherRecords()]),
    ]);
    this.companions = {
      page: around.page,
      isShown: around.isShown,
      module: around.module,
      records: () => records.all(),
      madeTogether: (found) => records.madeTogether(found),
      typedIn: (path, range) => records.typedIn(path, range),
      isMoreThanName: (path, range) => records.isMoreThanName(path, range),
    };
  }

  /** The file as the scenario has it: one document as long as it is one file. */
  documentOf(file: TerraformFile): TerraformDocument {
    let document = this.known.get(file.path);
    if (document?.source !== file) {
      document = new TerraformDocument(file, this.companions);
      this.known.set(file.path, document);
    }
    return document;
  }

  /** Whether what it makes follows from the file. */
  reads(path: string): boolean {
    const { main, others } = this.runs;
    return [...main, ...others].some((configuration) => configuration.isMadeOf(path));
  }

  records(): readonly TerraformRecord[] {
    const { main, others } = this.runs;
    if (others.length === 0) return this.twins.tellApart(this.companions.records());
    return [
      ...this.twins.tellApart(main.flatMap((configuration) => configuration.whatIsMade.records)),
      ...this.otherRecords().map((one) => this.twins.maybe(one)),
    ];
  }

  /** Resources that set up senders. If OpenTofu ignores files, its own files set up the same. */
  sources(): readonly TerraformSource[] {
    return this.runs.main.flatMap((configuration) => configuration.whatIsMade.sources);
  }

  /** What is not followed, as of the last query for records. */
  problems(): readonly ModuleProblem[] {
    return this.all(({ problems }) => problems);
  }

  /** What was not examined, as of the last query for records. */
  unread(): readonly ModuleProblem[] {
    return this.all(({ unread }) => unread);
  }

  private all(of: (configuration: Configuration) => readonly ModuleProblem[]): readonly ModuleProblem[] {
    const { main, others } = this.runs;
    return [
      ...main.flatMap(of),
      ...others.flatMap((configuration) => of(configuration).filter(({ path }) => this.shadowed.has(path))),
    ];
  }

  /** Records of files that OpenTofu ignores. They exist only if Terraform is run, so they are conditional. */
  private otherRecords(): readonly TerraformRecord[] {
    const { main, others } = this.runs;
    const known = new Set(
      main.flatMap((configuration) => configuration.whatIsMade.records).map(({ source }) => source.address),
    );
    return others
      .flatMap((configuration) => configuration.whatIsMade.records)
      .filter(
        ({ path, source }) =>
          this.shadowed.has(path) || (this.shadowed.has(source.path) && !known.has(source.address)),
      );
  }
}
