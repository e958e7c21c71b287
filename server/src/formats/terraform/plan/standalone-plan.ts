import type { ProjectFiles } from '../../../records/document-family.ts';
import type { DocumentProblem } from '../../../records/document.ts';
import { TerraformDocument } from '../document.ts';
import { Work } from '../evaluate/work.ts';
import type { Evaluation } from '../evaluate/work.ts';
import { GivenZoneNames } from '../given-zone-names.ts';
import { UnknownNames } from '../providers/owner.ts';
import type { ReadZone, ReadingEnvironment } from '../providers/resource.ts';
import { SeparateZones } from '../separate-zones.ts';
import { makeRecords } from './make-records.ts';
import type { PlanMade } from './make-records.ts';
import type { PlanFile } from './plan-file.ts';
import { isVersionRead, problemsOf, stateBesideModule, wrongKind } from './plan-problems.ts';
import { PlanResources } from './plan-resources.ts';

const NOTHING: PlanMade = { records: [], sources: [] };

/** A plan or a state without the configuration that it was made from: its records are in its own text. */
export class StandalonePlan {
  readonly document: TerraformDocument;
  private readonly file: PlanFile;
  private readonly readZone: ReadZone;
  /** Whether a module is in the same folder: then the plan is of that module. */
  private readonly isBesideModule: boolean;
  private readonly zoneNames: GivenZoneNames;
  private readonly unknowns = new UnknownNames();
  private readonly separateZones = new SeparateZones();
  private running: { readonly work: Work; readonly evaluation: Evaluation<PlanMade> } | undefined;
  private problems: DocumentProblem[] = [];
  private isDone = false;

  constructor(file: PlanFile, files: ProjectFiles, readZone: ReadZone, isBesideModule: boolean) {
    this.file = file;
    this.readZone = readZone;
    this.isBesideModule = isBesideModule;
    this.document = new TerraformDocument(file.file);
    this.zoneNames = new GivenZoneNames(files);
  }

  get isEvaluated(): boolean {
    return this.isDone;
  }

  /** The parts that were not examined. */
  get notRead(): readonly DocumentProblem[] {
    return this.problems;
  }

  /** Whether the user's settings now have another name for one of its zones. */
  get isOutdated(): boolean {
    return this.zoneNames.isOutdated();
  }

  /** Its text or its settings have changed. */
  restart(): void {
    this.running = undefined;
    this.isDone = false;
  }

  /** Evaluates its records while there is time. `undefined`: it is not done; otherwise the document can show them. */
  workOut(hasTime: () => boolean): PlanMade | undefined {
    this.running ??= this.start();
    const { work, evaluation } = this.running;
    work.resume(hasTime);
    do {
      const { done, value } = evaluation.next();
      if (done !== true) continue;
      this.running = undefined;
      this.isDone = true;
      this.document.notFollowed = this.problems;
      return { ...value, records: this.separateZones.tellApart(value.records) };
    } while (hasTime());
    return undefined;
  }

  private start(): { readonly work: Work; readonly evaluation: Evaluation<PlanMade> } {
    const problems: DocumentProblem[] = [];
    this.problems = problems;
    const work = new Work({
      left: ({ range, message, unread }) => problems.push({ range, message, unread }),
      charged: () => undefined,
    });
    return { work, evaluation: this.making(work) };
  }

  private *making(work: Work): Evaluation<PlanMade> {
    const { kind, plan, path } = this.file;
    const text = this.file.file.content;
    if (plan === undefined) {
      this.problems.push(...wrongKind(kind, text));
      return NOTHING;
    }
    yield;
    if (this.isBesideModule && plan.kind === 'state') {
      this.problems.push(stateBesideModule(plan));
      return NOTHING;
    }
    this.problems.push(...problemsOf(plan));
    if (!isVersionRead(plan)) return NOTHING;
    const around: ReadingEnvironment = {
      unknowns: this.unknowns,
      isDocument: (one) => one === path,
      readZone: this.readZone,
      zoneNameFor: (at, keys) => this.zoneNames.of(at, keys),
    };
    return yield* makeRecords(new PlanResources(path, text, plan), around, work);
  }
}
