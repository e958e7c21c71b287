import { TerraformFile } from '../terraform-file.ts';
import { isVersionRead } from './plan-problems.ts';
import { PlannedRun } from './planned-run.ts';
import { readPlan } from './read-plan.ts';
import type { Plan } from './read-plan.ts';
import { PLAN_HEAD, planKindOf } from './recognize.ts';
import type { PlanKind } from './recognize.ts';

interface Reading {
  readonly text: string;
  readonly kind: PlanKind | undefined;
  readonly plan: Plan | undefined;
}

/** A file that a Terraform command has written; it is parsed when it is needed, once for each text. */
export class PlanFile {
  readonly file: TerraformFile;
  private known: Reading | undefined;
  private run: { readonly plan: Plan; readonly folder: string; readonly of: PlannedRun } | undefined;

  constructor(path: string, text: string) {
    this.file = new TerraformFile(path, text, 'plan');
  }

  get path(): string {
    return this.file.path;
  }

  private get reading(): Reading {
    const { path, content: text } = this.file;
    if (this.known?.text !== text) {
      const kind = planKindOf(path, text.slice(0, PLAN_HEAD));
      this.known = { text, kind, plan: kind === 'shown' ? readPlan(text) : undefined };
    }
    return this.known;
  }

  get kind(): PlanKind | undefined {
    return this.reading.kind;
  }

  /** `undefined`: it is something else. */
  get plan(): Plan | undefined {
    return this.reading.plan;
  }

  /** Whether it has the values of a run of the module in its folder. */
  get isOfRun(): boolean {
    const { plan } = this;
    return plan?.kind === 'plan' && isVersionRead(plan);
  }

  /** The file as a plan of the module in the folder. */
  runOf(folder: string): PlannedRun | undefined {
    const { plan } = this;
    if (plan === undefined || !this.isOfRun) return undefined;
    if (this.run?.plan !== plan || this.run.folder !== folder)
      this.run = { plan, folder, of: new PlannedRun(this.path, this.file.content, plan, folder) };
    return this.run.of;
  }
}
