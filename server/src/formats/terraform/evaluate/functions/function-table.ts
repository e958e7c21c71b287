import type { FolderContent, SourceFile } from '../scope.ts';
import type { Value } from '../value.ts';
import { MAX_COLLECTION_ELEMENTS } from '../work.ts';
import type { ReportedReason } from '../work.ts';

export type { FolderContent };

/** What a function may use besides its arguments. */
export interface CallContext {
  /** Charges work. False: the call must stop, and its result is unknown. */
  spend(steps: number): boolean;
  readonly readFile: (name: string) => SourceFile | undefined;
  /** Whether that file is there and is not read because of its size. */
  readonly isTooLarge: (name: string) => boolean;
  /** `undefined`: the folder is not there, or not ours to read. */
  listFolder(name: string): FolderContent | undefined;
  /** The result follows from which files of such names are in the folder, and in those in it. `pattern`: of their names. */
  reliesOnFolder(name: string, pattern: string): void;
  /** Reports why the result is unknown: a limit was reached, unless there is another reason. */
  report(message: string, reason?: ReportedReason): void;
  /** Whether the call is within `try` or `can`, where a failure is expected. */
  readonly isTried: boolean;
  /** The folder of the module that no other one calls, where Terraform runs. */
  readonly rootFolder: string | undefined;
}

/** Reports that a function makes, or goes through, too many elements: its result is unknown. */
export function tooManyElements(context: CallContext): Value | undefined {
  context.report(`mailtxt does not iterate over more than ${MAX_COLLECTION_ELEMENTS} elements.`);
  return undefined;
}

/**
 * A function of Terraform's language. `undefined` if the result cannot be determined, or Terraform would reject the
 * arguments.
 *
 * It is charged for the weight of its arguments before it runs, and for that of its result, whatever it does ({@link
 * callFunction}). A function that does more than go through both once declares that in its row, or charges it itself.
 */
export type TerraformFunction = (values: readonly Value[], context: CallContext) => Value | undefined;

export interface FunctionRow {
  readonly call: TerraformFunction;
  /** Steps beyond those for reading the arguments. `constant`: it reads neither the arguments nor the result. */
  readonly cost: 'constant' | ((values: readonly Value[]) => number);
}

export type FunctionTable = Readonly<Record<string, TerraformFunction | FunctionRow>>;

/** A function that takes the same time whatever the size of its arguments: it takes out a part, or passes one on. */
export function constant(call: TerraformFunction): FunctionRow {
  return { call, cost: 'constant' };
}

/** A function that takes more steps than its arguments and its result weigh. */
export function costing(cost: (values: readonly Value[]) => number, call: TerraformFunction): FunctionRow {
  return { call, cost };
}

/** Units of weight (`weightOf`) that a function goes through in one step. */
export const WEIGHT_PER_STEP = 16;
/** Characters that a function which looks at each of them goes through in one step. */
export const CHARACTERS_PER_STEP = 32;
const COMPARISONS_PER_STEP = 8;
const SEARCHED_PER_STEP = 8192;

/** Steps for sorting so many elements. */
export function sortingSteps(count: number): number {
  return Math.ceil((count * Math.log2(count + 1)) / COMPARISONS_PER_STEP);
}

/** Steps for finding a part in a text of these lengths: `indexOf` may compare all of the part at each place. */
export function searchingSteps(textLength: number, partLength: number): number {
  return Math.ceil((textLength * partLength) / SEARCHED_PER_STEP);
}
