import { placeOfValue } from '../evaluate/attribute-value.ts';
import { argumentIn } from '../evaluate/declared.ts';
import type { Declared } from '../evaluate/declared.ts';
import { missingFile, missingFileReason } from '../evaluate/functions/read-file.ts';
import { workPlaceOf } from '../evaluate/scope.ts';
import { knownText, toBoolean } from '../evaluate/value.ts';
import type { Value } from '../evaluate/value.ts';
import type { Evaluation } from '../evaluate/work.ts';
import { pathIn } from '../paths.ts';
import type { Block } from '../syntax/body.ts';
import { TerragruntConfig } from './config.ts';
import { moduleAddress } from './module-address.ts';
import { STACK_FILE, STACK_FOLDER, UNIT_FILE } from './recognise.ts';
import type { TerragruntRun } from './run.ts';

/** Stacks within stacks. */
export const MAX_STACK_DEPTH = 8;
/** Units that one stack makes, those of stacks in it included. */
export const MAX_STACK_UNITS = 500;
/** Steps. */
const UNIT_COST = 20;

/** A unit that a stack makes of a folder of the workspace. */
export interface StackUnit {
  /** The folder that is copied. */
  readonly from: string;
  /** Where Terragrunt runs it. */
  readonly to: string;
  /** What `values` stands for in it. */
  values(): Evaluation<Value | undefined>;
}

/** The units that the stack in a folder makes. What is on another machine is left out. */
export function unitsOfStack(run: TerragruntRun, folder: string): Evaluation<readonly StackUnit[]> {
  return run.kept.keep<readonly StackUnit[]>(
    `stack ${folder}`,
    () => [],
    function* () {
      const found: StackUnit[] = [];
      yield* addUnits(run, { from: folder, to: folder, values: undefined, depth: 0 }, found);
      run.copied = found;
      return found;
    },
  );
}

interface Stack {
  readonly from: string;
  readonly to: string;
  readonly values: Value | undefined;
  readonly depth: number;
}

function* addUnits(run: TerragruntRun, stack: Stack, found: StackUnit[]): Evaluation<undefined> {
  const file = run.world.readFile(stack.from, STACK_FILE);
  const place = pathIn(stack.to, STACK_FILE);
  if (file === undefined || place === undefined) return;
  const config = new TerragruntConfig(run, { file, place, values: stack.values });
  for (const block of config.file.blocks('unit')) {
    if (!run.work.spend(UNIT_COST, () => workPlaceOf(block.site, block.what.typeRange))) return;
    if (found.length >= MAX_STACK_UNITS) {
      const message = `Units of a stack beyond the first ${MAX_STACK_UNITS} are not read.`;
      run.work.report(workPlaceOf(block.site, block.what.typeRange), message);
      return;
    }
    const folders = yield* foldersOf(run, config, stack, block, UNIT_FILE);
    const values = argumentIn(block, 'values');
    if (folders !== undefined) found.push({ ...folders, values: () => valueOf(config, values) });
  }
  for (const block of config.file.blocks('stack')) {
    if (!run.work.spend(UNIT_COST, () => workPlaceOf(block.site, block.what.typeRange))) return;
    if (stack.depth >= MAX_STACK_DEPTH) {
      const message = `Stacks more than ${MAX_STACK_DEPTH} levels deep are not read.`;
      run.work.report(workPlaceOf(block.site, block.what.typeRange), message);
      return;
    }
    const folders = yield* foldersOf(run, config, stack, block, STACK_FILE);
    if (folders === undefined) continue;
    const values = yield* valueOf(config, argumentIn(block, 'values'));
    yield* addUnits(run, { ...folders, values, depth: stack.depth + 1 }, found);
  }
}

/** The folder that a block copies, which has a file of that name, and where to. */
function* foldersOf(
  run: TerragruntRun,
  config: TerragruntConfig,
  stack: Stack,
  block: Declared<Block>,
  name: string,
): Evaluation<{ readonly from: string; readonly to: string } | undefined> {
  const typed = argumentIn(block, 'source');
  const source = knownText(yield* valueOf(config, typed));
  const path = knownText(yield* valueOf(config, argumentIn(block, 'path')));
  if (typed === undefined || source === undefined || path === undefined) return undefined;
  const address = moduleAddress(source);
  if (address.kind === 'remote') return undefined;
  const isBeside =
    toBoolean((yield* valueOf(config, argumentIn(block, 'no_dot_terragrunt_stack'))) ?? NO) === true;
  const from = pathIn(stack.from, address.path);
  const to = pathIn(stack.to, isBeside ? path : `${STACK_FOLDER}/${path}`);
  const isThere = from !== undefined && run.world.readFile(from, name) !== undefined;
  if (!isThere) run.work.report(placeOfValue(typed), missingFile(source), missingFileReason(source));
  return !isThere || to === undefined ? undefined : { from, to };
}

function* valueOf(
  config: TerragruntConfig,
  attribute: Parameters<TerragruntConfig['valueOfAttribute']>[0] | undefined,
): Evaluation<Value | undefined> {
  return attribute && (yield* config.valueOfAttribute(attribute));
}

const NO: Value = { kind: 'boolean', value: false };
