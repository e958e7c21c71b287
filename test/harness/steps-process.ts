/**
 * The process of `StepCounter`: bundles the table of shapes with all code that it uses, starts counting, loads the
 * bundle, and replies with the steps of a shape at a size.
 */
import { Session, type Profiler } from 'node:inspector';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { buildSync } from 'esbuild';
import type { Shape } from './shape.ts';

/** What this process is asked. `byFunction`: that too is wanted. */
export interface StepsQuestion {
  readonly shape: string;
  readonly n: number;
  readonly byFunction: boolean;
}

/** What it answers, and says once when it is ready. */
export type StepsReply =
  | {
      readonly total: number;
      /** By function, such as "analyzeRun (server/src/analysis/engine/zone.ts)", or "(standard library)". */
      readonly byFunction?: Readonly<Record<string, number>>;
    }
  | { readonly error: string };

/** How coverage names the bundle. */
const BUNDLE = 'mailtxt:shapes';

class Coverage {
  private readonly session = new Session();

  constructor() {
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Executions of blocks of the bundle since this was called last, by function. */
  take(): readonly Profiler.FunctionCoverage[] {
    let functions: readonly Profiler.FunctionCoverage[] = [];
    // In the same thread, the session answers before it returns.
    this.session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error !== null) throw error;
      functions = result.filter(({ url }) => url === BUNDLE).flatMap((script) => script.functions);
    });
    return functions;
  }
}

function stepsIn({ ranges }: Profiler.FunctionCoverage): number {
  let steps = 0;
  for (const { count } of ranges) steps += count;
  return steps;
}

/** `fileAt`: the source file of an offset in the bundle. */
function stepsByFunction(
  functions: readonly Profiler.FunctionCoverage[],
  fileAt: (offset: number) => string,
): Readonly<Record<string, number>> {
  const byFunction: Record<string, number> = {};
  for (const one of functions) {
    const name = `${one.functionName} (${fileAt(one.ranges[0]?.startOffset ?? 0)})`;
    byFunction[name] = (byFunction[name] ?? 0) + stepsIn(one);
  }
  return byFunction;
}

/** Elements that methods of the standard library went through, which no coverage shows. */
let elements = 0;

type Method = (this: unknown, ...given: unknown[]) => unknown;
type Cost = (length: number, given: readonly unknown[], result: unknown, list: unknown) => number;

/** Has the methods add the elements that `cost` says whenever they have run. */
function counting(prototype: object, names: readonly (string | symbol)[], cost: Cost): void {
  for (const name of names) {
    const original = Reflect.get(prototype, name) as Method;
    const counted: Method = function (...given) {
      const { length } = this as { readonly length: number };
      const result = original.apply(this, given);
      elements += cost(length, given, result, this);
      return result;
    };
    Object.defineProperty(prototype, name, { value: counted, writable: true, configurable: true });
  }
}

/**
 * Searches and copies of texts and arrays, and every iterator: then a spread, `new Set(list)` and `Array.from` count what
 * they go through too. Slices of texts are not copies.
 */
function countStandardLibrary(): void {
  const whole: Cost = (length) => length;
  const lengthOfResult: Cost = (_, __, result) => (result as { readonly length: number }).length;
  const forward: Cost = (length, [, from], at) => {
    const start = Math.min(length, Math.max(0, Number(from ?? 0)));
    return at === -1 ? length - start : Number(at) - start + 1;
  };
  const backward: Cost = (length, [, from], at) => Math.min(length, Number(from ?? length)) - Number(at);
  const one: Cost = () => 1;
  for (const prototype of [Array.prototype, String.prototype]) {
    const indexOf = Reflect.get(prototype, 'indexOf') as Method;
    counting(prototype, ['indexOf'], forward);
    counting(prototype, ['lastIndexOf'], backward);
    counting(prototype, ['includes'], (length, given, found, list) =>
      found === true ? Number(indexOf.call(list, ...given)) + 1 : length,
    );
  }
  counting(String.prototype, ['replaceAll', 'split', 'toLowerCase', 'toUpperCase', 'trim'], whole);
  counting(String.prototype, ['repeat', 'padStart', 'padEnd'], lengthOfResult);
  counting(Array.prototype, ['join', 'reverse', 'splice', 'shift', 'unshift'], whole);
  counting(Array.prototype, ['slice', 'concat', 'flat'], lengthOfResult);
  for (const iterable of [[], '', new Map(), new Set()] as readonly Iterable<unknown>[])
    counting(Object.getPrototypeOf(iterable[Symbol.iterator]()) as object, ['next'], one);
}

interface Bundle {
  readonly shapes: ReadonlyMap<string, Shape>;
  /** The source file of an offset. */
  readonly fileAt: (offset: number) => string;
}

function load(table: string): Bundle {
  const { outputFiles } = buildSync({
    entryPoints: [table],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const code = outputFiles[0]?.text ?? '';
  const module = { exports: {} as { readonly shapes?: readonly Shape[] } };
  const run = compileFunction(code, ['module', 'exports', 'require'], { filename: BUNDLE }) as (
    ...given: unknown[]
  ) => void;
  run(module, module.exports, createRequire(table));
  // Above the code of each file, esbuild writes its path.
  const files = [...code.matchAll(/^ *\/\/ (\S+\.[cm]?[jt]s)$/gm)].map(({ index, 1: path = '' }) => ({
    index,
    path,
  }));
  return {
    shapes: new Map((module.exports.shapes ?? []).map((shape) => [shape.name, shape])),
    fileAt: (offset) => files.findLast(({ index }) => index <= offset)?.path ?? '',
  };
}

countStandardLibrary();
const coverage = new Coverage();
const { shapes, fileAt } = load(process.argv[2] ?? '');

function count({ shape: name, n, byFunction }: StepsQuestion): StepsReply {
  const shape = shapes.get(name);
  if (shape === undefined) return { error: `There is no shape "${name}".` };
  try {
    const run = shape.prepare(n);
    coverage.take();
    elements = 0;
    run();
    const inLibrary = elements;
    const functions = coverage.take();
    const total = functions.reduce((sum, one) => sum + stepsIn(one), inLibrary);
    if (!byFunction) return { total };
    return { total, byFunction: { ...stepsByFunction(functions, fileAt), '(standard library)': inLibrary } };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on('message', (question: StepsQuestion) => {
  process.send?.(count(question));
});
process.send?.({ total: 0 });
