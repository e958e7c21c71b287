import type { FolderContent, SourceFile } from '../scope.ts';
import type { Value } from '../value.ts';
import { MAX_COLLECTION_ELEMENTS } from '../work.ts';
import type { ReportedReason } from '../work.ts';

export type { FolderContent };

/** What a function can use in addition to its arguments. */
export interface CallContext {
  /** Charges work. False: the call must stop, and its result is unknown. */
  spend(steps: number): boolean;
  readonly readFile: (name: string) => SourceFile | undefined;
  /** Whether that file exists but is not read because of its size. */
  readonly isTooLarge: (name: string) => boolean;
  /** `undefined`: the folder does not exist, or mailtxt may not read it. */
  listFolder(name: string): FolderContent | undefined;
  /** The result depends on which files with such names are in the folder and its subfolders. `pattern`: matches their names. */
  reliesOnFolder(name: string, pattern: string): void;
  /** Reports why the result is unknown: a limit was reached, unless another reason is given. */
  report(message: string, reason?: ReportedReason): void;
  /** Whether the call is within `try` or `can`, where a failure is expected. */
  readonly isTried: boolean;
  /** The folder of the root module, where Terraform runs. */
  readonly rootFolder: string | undefined;
}

/** Reports that a function returns, or iterates over, too many elements: its result is unknown. */
export function tooManyElements(context: CallContext): Value | undefined {
  context.report(`mailtxt does not iterate over more than ${MAX_COLLECTION_ELEMENTS} elements.`);
  return undefined;
}

/**
 * A function of Terraform's language. `undefined`: the result is unknown, or Terraform would reject the arguments.
 *
 * It is charged for the weight of its arguments before it runs, and for the weight of its result ({@link callFunction}). A
 * function that does more than read both once sets this in its row, or charges it itself.
 */
export type TerraformFunction = (values: readonly Value[], context: CallContext) => Value | undefined;

export interface FunctionRow {
  readonly call: TerraformFunction;
  /** Steps in addition to those for reading the arguments. `constant`: it reads neither the arguments nor the result. */
  readonly cost: 'constant' | ((values: readonly Value[]) => number);
}

export type FunctionTable = Readonly<Record<string, TerraformFunction | FunctionRow>>;

/** A function that takes the same time for arguments of any size: it selects a part, or passes one on. */
export function constant(call: TerraformFunction): FunctionRow {
  return { call, cost: 'constant' };
}

/** A function that takes more steps than the weight of its arguments and its result. */
export function costing(cost: (values: readonly Value[]) => number, call: TerraformFunction): FunctionRow {
  return { call, cost };
}

/** Units of weight (`weightOf`) that a function processes in one step. */
export const WEIGHT_PER_STEP = 16;
/** Characters that are processed in one step by a function that reads each of them. */
export const CHARACTERS_PER_STEP = 32;
const COMPARISONS_PER_STEP = 8;
const SEARCHED_PER_STEP = 8192;

/** Steps for sorting that many elements. */
export function sortingSteps(count: number): number {
  return Math.ceil((count * Math.log2(count + 1)) / COMPARISONS_PER_STEP);
}

/** Steps for searching a text of one length for a part of another: `indexOf` may compare the whole part at each offset. */
export function searchingSteps(textLength: number, partLength: number): number {
  return Math.ceil((textLength * partLength) / SEARCHED_PER_STEP);
}
