import type { ModuleFile } from './evaluate/module-source.ts';
import { givenIn } from './evaluate/module-source.ts';
import type { Declared } from './evaluate/declared.ts';
import type { Attribute } from './syntax/body.ts';

/**
 * What `terraform plan` is given in addition to the files of its module.
 * https://developer.hashicorp.com/terraform/cli/commands/plan#planning-options
 */
export interface Run {
  /** The paths of files of values, as for `-var-file`: if several set a variable, the last one wins. */
  readonly valueFiles: readonly string[];
  /** `terraform.workspace`; `undefined`: unknown. */
  readonly workspace: string | undefined;
  /** The path of a plan of this run; `undefined`: there is none. */
  readonly plan: string | undefined;
  /** Distinguishes it from other runs of the module: `env/prod.tfvars`. `undefined`: it is the only run. */
  readonly label: string | undefined;
}

/** A run without further values. */
export const PLAIN_RUN: Run = { valueFiles: [], workspace: undefined, plan: undefined, label: undefined };

/**
 * Further runs of one module that are evaluated: each of them has all of its records. Real repositories have up to some dozens.
 */
export const MAX_VARIATIONS = 50;

/** The values that the files of a run set for variables. */
export class RunValues {
  private readonly files: () => Iterable<ModuleFile>;
  /** `undefined`: the files may have changed. */
  private byName: ReadonlyMap<string, Declared<Attribute>> | undefined;

  /** `files`: their current state, in the order of the run. */
  constructor(files: () => Iterable<ModuleFile>) {
    this.files = files;
  }

  get(name: string): Declared<Attribute> | undefined {
    this.byName ??= new Map([...this.files()].flatMap((file) => [...givenIn(file)]));
    return this.byName.get(name);
  }

  /** A file has changed. */
  changed(): void {
    this.byName = undefined;
  }
}
