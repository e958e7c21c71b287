import { placeOfValue } from '../evaluate/attribute-value.ts';
import { argumentIn } from '../evaluate/declared.ts';
import type { Declared } from '../evaluate/declared.ts';
import { missingFile, missingReason } from '../evaluate/functions/read-file.ts';
import { workPlaceOf } from '../evaluate/scope.ts';
import { knownText, toBoolean } from '../evaluate/value.ts';
import type { Value } from '../evaluate/value.ts';
import type { Evaluation } from '../evaluate/work.ts';
import type { ConfigurationRoot } from '../configuration.ts';
import { pathIn } from '../../../text/paths.ts';
import type { Block } from '../syntax/body.ts';
import { TerragruntConfig } from './config.ts';
import { moduleAddress } from './module-address.ts';
import { STACK_FILE, STACK_FOLDER, stackPathIn, UNIT_FILE } from './recognize.ts';
import { TerragruntRun } from './run.ts';
import type { UnitValues } from './run.ts';

/** Nesting depth of stacks. */
export const MAX_STACK_DEPTH = 8;
/** Units that one stack makes, including those of nested stacks. */
export const MAX_STACK_UNITS = 500;
/** Steps for each unit. */
const UNIT_COST = 20;

/** A unit that a stack makes from a folder in the workspace. */
export interface StackUnit {
  /** The folder that is copied. */
  readonly from: string;
  /** Where Terragrunt runs it. */
  readonly to: string;
  /** The blocks that make it: those of nested stacks by their positions, then that of the unit. */
  readonly blocks: readonly number[];
}

/** What a stack makes, including its nested stacks. What is on another machine is left out. */
export interface StackContent {
  readonly units: readonly StackUnit[];
  /** The folders of nested stacks, before they are copied. */
  readonly stacks: readonly string[];
}

export function* contentOfStack(run: TerragruntRun, folder: string): Evaluation<StackContent> {
  const found: Found = { units: [], stacks: new Set() };
  yield* addContent(run, { from: folder, to: folder, values: undefined, blocks: [] }, found);
  return { units: found.units, stacks: [...found.stacks] };
}

interface Found {
  readonly units: StackUnit[];
  readonly stacks: Set<string>;
}

interface Stack {
  readonly from: string;
  readonly to: string;
  readonly values: Value | undefined;
  /** The blocks around it that make it. */
  readonly blocks: readonly number[];
}

function* addContent(run: TerragruntRun, stack: Stack, found: Found): Evaluation<undefined> {
  const config = configOf(run, stack);
  if (config === undefined) return;
  for (const [i, block] of config.file.blocks('unit').entries()) {
    if (run.work.isPauseDue) yield;
    if (!run.work.spend(UNIT_COST, () => workPlaceOf(block.site, block.what.typeRange))) return;
    if (found.units.length >= MAX_STACK_UNITS) {
      const message = `Only the first ${MAX_STACK_UNITS} units of a stack are read.`;
      run.work.report(workPlaceOf(block.site, block.what.typeRange), message);
      return;
    }
    const folders = yield* foldersOf(run, config, stack, block, UNIT_FILE);
    if (folders !== undefined) found.units.push({ ...folders, blocks: [...stack.blocks, i] });
  }
  for (const [i, block] of config.file.blocks('stack').entries()) {
    if (!run.work.spend(UNIT_COST, () => workPlaceOf(block.site, block.what.typeRange))) return;
    if (stack.blocks.length >= MAX_STACK_DEPTH) {
      const message = `mailtxt does not read stacks more than ${MAX_STACK_DEPTH} levels deep.`;
      run.work.report(workPlaceOf(block.site, block.what.typeRange), message);
      return;
    }
    const inner = yield* stackIn(run, config, stack, i);
    if (inner === undefined) continue;
    found.stacks.add(inner.from);
    yield* addContent(run, inner, found);
  }
}

/** The value of `values` in a unit of the stack in a folder. */
export function valuesOfUnit(
  run: TerragruntRun,
  folder: string,
  { blocks }: StackUnit,
): Evaluation<Value | undefined> {
  return run.kept.keep<Value | undefined>(
    `values ${folder} ${blocks.join(' ')}`,
    () => undefined,
    function* () {
      let stack: Stack | undefined = { from: folder, to: folder, values: undefined, blocks: [] };
      for (const i of blocks.slice(0, -1)) {
        const config = configOf(run, stack);
        stack = config && (yield* stackIn(run, config, stack, i));
        if (stack === undefined) return undefined;
      }
      const config = configOf(run, stack);
      const block = config?.file.blocks('unit')[blocks.at(-1) ?? 0];
      return block && (yield* valueOf(config, argumentIn(block, 'values')));
    },
  );
}

function configOf(run: TerragruntRun, stack: Stack): TerragruntConfig | undefined {
  const file = run.world.readFile(stack.from, STACK_FILE);
  const place = pathIn(stack.to, STACK_FILE);
  if (file === undefined || place === undefined) return undefined;
  return new TerragruntConfig(run, { file, place, values: stack.values });
}

/** What a `stack` block makes, by its position. */
function* stackIn(
  run: TerragruntRun,
  config: TerragruntConfig,
  stack: Stack,
  position: number,
): Evaluation<Stack | undefined> {
  const block = config.file.blocks('stack')[position];
  const folders = block && (yield* foldersOf(run, config, stack, block, STACK_FILE));
  if (block === undefined || folders === undefined) return undefined;
  const values = yield* valueOf(config, argumentIn(block, 'values'));
  return { ...folders, values, blocks: [...stack.blocks, position] };
}

/** The folder that a block copies, which has a file with that name, and its destination. */
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
  if (!isThere) run.work.report(placeOfValue(typed), missingFile(source), missingReason(source));
  return !isThere || to === undefined ? undefined : { from, to };
}

function* valueOf(
  config: TerragruntConfig,
  attribute: Parameters<TerragruntConfig['valueOfAttribute']>[0] | undefined,
): Evaluation<Value | undefined> {
  return attribute && (yield* config.valueOfAttribute(attribute));
}

const NO: Value = { kind: 'boolean', value: false };

/** A stack as the root of a configuration: it makes no records itself, but what cannot be read of it is reported. */
export function rootStack(folder: string): ConfigurationRoot {
  return {
    folder: stackPathIn(folder),
    start: (world) => {
      const run = new TerragruntRun(world, () => NO_UNITS);
      return function* () {
        yield* run.kept.keep(
          'stack',
          () => NOTHING,
          () => contentOfStack(run, folder),
        );
        return undefined;
      };
    },
  };
}

const NO_UNITS: UnitValues = { outputs: noValue, inputs: noValue };

function* noValue(): Evaluation<undefined> {
  // A stack does not depend on units.
}

const NOTHING: StackContent = { units: [], stacks: [] };
