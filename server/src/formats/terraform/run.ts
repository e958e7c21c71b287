import type { ModuleFile } from './evaluate/module-source.ts';
import { givenIn } from './evaluate/module-source.ts';
import type { Declared } from './evaluate/declared.ts';
import type { Attribute } from './syntax/body.ts';

/**
 * What is passed to `terraform plan` in addition to the files of its module.
 * https://developer.hashicorp.com/terraform/cli/commands/plan#planning-options
 */
export interface Run {
  /** The paths of files of values, as for `-var-file`: of several that set a variable the last one counts. */
  readonly valueFiles: readonly string[];
  /** `terraform.workspace`; `undefined`: not known. */
  readonly workspace: string | undefined;
  /** The path of a plan that was made from it; `undefined` if there is none. */
  readonly plan: string | undefined;
  /** What tells it from other runs of the module: `env/prod.tfvars`. `undefined`: it is the only one that is looked at. */
  readonly label: string | undefined;
}

/** The run without any options. */
export const PLAIN_RUN: Run = { valueFiles: [], workspace: undefined, plan: undefined, label: undefined };

/** Further runs of one module that are looked at: each of them has all of its records. Real repositories have up to some dozens. */
export const MAX_VARIATIONS = 50;

/** The values that the files of a run give to variables. */
export class RunValues {
  private readonly files: () => Iterable<ModuleFile>;
  /** `undefined`: the files may say other things. */
  private byName: ReadonlyMap<string, Declared<Attribute>> | undefined;

  /** `files`: as they are now, in the order of the run. */
  constructor(files: () => Iterable<ModuleFile>) {
    this.files = files;
  }

  get(name: string): Declared<Attribute> | undefined {
    this.byName ??= new Map([...this.files()].flatMap((file) => [...givenIn(file)]));
    return this.byName.get(name);
  }

  /** A file says other things now. */
  changed(): void {
    this.byName = undefined;
  }
}
