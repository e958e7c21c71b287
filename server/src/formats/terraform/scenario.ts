import type { ModuleRun } from '../../records/document-family.ts';
import type { Configuration } from './configuration.ts';
import { TerraformDocument } from './document.ts';
import type { ModuleProblem } from './evaluate/work.ts';
import { GroupRecords } from './group-records.ts';
import type { TerraformFile } from './terraform-file.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import type { TerraformSource } from './providers/read-source.ts';
import { SeparateZones } from './separate-zones.ts';
import type { Siblings } from './write/siblings.ts';

/** Runs that are evaluated together. */
export interface ScenarioRuns {
  /** The root modules as OpenTofu reads them; Terraform reads them the same way, except files that are ignored here. */
  readonly main: readonly Configuration[];
  /** The root modules as Terraform reads them, if OpenTofu ignores files. */
  readonly others: readonly Configuration[];
}

/** The files around the runs of a scenario. */
export interface ScenarioEnvironment extends Omit<
  Siblings,
  'records' | 'madeTogether' | 'typedIn' | 'isMoreThanName'
> {
  /** The files that OpenTofu ignores. */
  readonly shadowed: ReadonlySet<string>;
}

/**
 * One choice of what `terraform plan` is given, for each module that is evaluated together with others: its records exist at the
 * same time.
 */
export class Scenario {
  readonly key: string;
  /** Set if it is one of several. */
  readonly run: ModuleRun | undefined;
  readonly runs: ScenarioRuns;
  private readonly shadowed: ReadonlySet<string>;
  private readonly siblings: Siblings;
  private readonly separateZones = new SeparateZones();
  private readonly known = new Map<string, TerraformDocument>();

  constructor(key: string, run: ModuleRun | undefined, runs: ScenarioRuns, around: ScenarioEnvironment) {
    this.key = key;
    this.run = run;
    this.runs = runs;
    this.shadowed = around.shadowed;
    const records = new GroupRecords(() => [
      ...runs.main.map((configuration) => configuration.whatIsMade.records),
      ...(runs.others.length === 0 ? [] : [this.otherRecords()]),
    ]);
    this.siblings = {
      page: around.page,
      isShown: around.isShown,
      module: around.module,
      records: () => records.all(),
      madeTogether: (found) => records.madeTogether(found),
      typedIn: (path, range) => records.typedIn(path, range),
      isMoreThanName: (path, range) => records.isMoreThanName(path, range),
    };
  }

  /** The file in this scenario: one document as long as the file stays the same. */
  documentOf(file: TerraformFile): TerraformDocument {
    let document = this.known.get(file.path);
    if (document?.source !== file) {
      document = new TerraformDocument(file, this.siblings);
      this.known.set(file.path, document);
    }
    return document;
  }

  /** Whether the records depend on the file. */
  reads(path: string): boolean {
    const { main, others } = this.runs;
    return [...main, ...others].some((configuration) => configuration.isMadeOf(path));
  }

  records(): readonly TerraformRecord[] {
    const { main, others } = this.runs;
    if (others.length === 0) return this.separateZones.tellApart(this.siblings.records());
    return [
      ...this.separateZones.tellApart(main.flatMap((configuration) => configuration.whatIsMade.records)),
      ...this.otherRecords().map((one) => this.separateZones.maybe(one)),
    ];
  }

  /** What sets up senders. The files that OpenTofu reads instead of ignored ones have the same sources. */
  sources(): readonly TerraformSource[] {
    return this.runs.main.flatMap((configuration) => configuration.whatIsMade.sources);
  }

  /** What was not followed the last time the records were read. */
  problems(): readonly ModuleProblem[] {
    return this.all(({ problems }) => problems);
  }

  /** What was not examined the last time the records were read. */
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

  /** Records from files that OpenTofu ignores. They exist only if Terraform is run, so they may not exist. */
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
