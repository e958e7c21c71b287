import { shorten } from '../../../../text/shorten.ts';
import type { Scope } from '../scope.ts';
import { CHARACTERS_KEPT_PER_STEP, TOO_LONG_MESSAGE, TOO_LONG_TEXT } from '../traced-text.ts';
import { weightOf } from '../value.ts';
import type { Value } from '../value.ts';
import type { Budget, Evaluation, WorkPlace } from '../work.ts';
import { assumptionFunctions } from './assumptions.ts';
import { base64Functions } from './base64.ts';
import { collectionFunctions } from './collections.ts';
import { conversionFunctions } from './conversions.ts';
import { dateFunctions } from './dates.ts';
import { decodeData, isDataFormat } from './decode.ts';
import { encodingFunctions } from './encodings.ts';
import { pathFunctions } from './file-paths.ts';
import { WEIGHT_PER_STEP } from './function-table.ts';
import type { CallContext, FunctionRow, FunctionTable } from './function-table.ts';
import { filesetFunctions } from './fileset.ts';
import { hashFunctions } from './hashes.ts';
import { networkFunctions } from './networks.ts';
import { numberFunctions } from './numbers.ts';
import { providerFunctions } from './provider-functions.ts';
import { regexFunctions } from './regex.ts';
import { stringFunctions } from './strings.ts';
import { urlFunctions } from './urls.ts';
import { yamlFunctions } from './yaml-text.ts';

/** Functions that depend only on the values of their arguments, and on files. */
export const FUNCTIONS: FunctionTable = {
  ...stringFunctions,
  ...regexFunctions,
  ...collectionFunctions,
  ...conversionFunctions,
  ...encodingFunctions,
  ...base64Functions,
  ...hashFunctions,
  ...urlFunctions,
  ...yamlFunctions,
  ...pathFunctions,
  ...filesetFunctions,
  ...networkFunctions,
  ...dateFunctions,
  ...assumptionFunctions,
  ...numberFunctions,
  ...providerFunctions,
};

/**
 * Steps that one call may take beyond reading its arguments and its result. A call runs without a pause, so this is also the
 * longest time that an editor waits for it: some tens of milliseconds.
 */
export const MAX_CALL_STEPS = 25_000;

/**
 * The result of a function. `undefined` if it is unknown: for an unknown function, one that depends on the time or on chance, or
 * one that takes too much work. All work of a call is charged here, so that no function can omit it.
 */
export function* callFunction(
  name: string,
  values: readonly Value[],
  scope: Scope,
  at: () => WorkPlace,
): Evaluation<Value | undefined> {
  const bare = withoutCore(name);
  const { module } = scope;
  if (isDataFormat(bare)) return yield* decodeData(bare, values, scope, at);
  const own = module.ownFunction?.(name, values, { at, isTried: scope.isTried === true });
  if (own !== undefined) return yield* own;
  const row = rowOf(bare);
  if (row === undefined) {
    if (scope.isTried !== true)
      module.work.report(
        at(),
        `mailtxt does not evaluate the function "${shorten(bare)}", so its result is unknown.`,
        {
          kind: 'variables',
          subject: shorten(bare),
          isListedOnly: true,
          isForRecords: true,
        },
      );
    return undefined;
  }
  const { work } = module;
  const meter = new CallMeter(work, at);
  if (row.cost === 'constant')
    return meter.spend(1) ? row.call(values, contextOf(scope, meter, at)) : undefined;
  if (!work.spend(stepsFor(values), at) || !meter.spend(row.cost(values))) return undefined;
  const value = row.call(values, contextOf(scope, meter, at));
  if (value?.kind === 'text' && value.text === TOO_LONG_TEXT && !values.some(isTooLong))
    work.report(at(), `${TOO_LONG_MESSAGE}, so its value is unknown.`);
  return value !== undefined && work.spend(stepsFor([value]) + partsOf(value), at) ? value : undefined;
}

function isTooLong(value: Value): boolean {
  return value.kind === 'text' && value.text === TOO_LONG_TEXT;
}

function contextOf({ module, isTried }: Scope, meter: CallMeter, at: () => WorkPlace): CallContext {
  return {
    spend: (steps) => meter.spend(steps),
    readFile: (name) => module.readFile(name),
    isTooLarge: (name) => module.isTooLarge(name),
    listFolder: (name) => module.listFolder(name),
    reliesOnFolder: (name, pattern) => {
      module.reliesOnFolder(name, pattern);
    },
    report: (message, reason) => {
      module.work.report(at(), message, reason);
    },
    isTried: isTried === true,
    rootFolder: module.path('root'),
  };
}

/** A built-in function can also be called with a prefix: `core::join`. */
export function withoutCore(name: string): string {
  return name.startsWith('core::') ? name.slice('core::'.length) : name;
}

function rowOf(name: string): FunctionRow | undefined {
  const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return typeof found === 'function' ? { call: found, cost: NO_MORE } : found;
}

const NO_MORE = (): number => 0;

function stepsFor(values: readonly Value[]): number {
  let weight = 0;
  for (const value of values) weight += weightOf(value);
  return Math.ceil(weight / WEIGHT_PER_STEP);
}

/** The result of a function takes memory for each of its parts, and is charged for that too. */
function partsOf(value: Value): number {
  if (value.kind === 'text') return Math.floor(value.text.length / CHARACTERS_KEPT_PER_STEP);
  return value.kind === 'list' ? value.elements.length : value.kind === 'map' ? value.entries.size : 0;
}

/** Charges one call to the budget of its module. Invariant: once it refuses, it always refuses. */
class CallMeter {
  private readonly budget: Budget;
  private readonly at: () => WorkPlace;
  private left = MAX_CALL_STEPS;

  constructor(budget: Budget, at: () => WorkPlace) {
    this.budget = budget;
    this.at = at;
  }

  spend(steps: number): boolean {
    if (this.left < 0) return false;
    this.left -= steps;
    if (!this.budget.spend(Math.min(steps, MAX_CALL_STEPS), this.at)) return false;
    if (this.left >= 0) return true;
    this.budget.report(this.at(), 'This call takes too much work to evaluate, so its result is unknown.');
    return false;
  }
}
