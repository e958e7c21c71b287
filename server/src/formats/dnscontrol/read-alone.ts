import type { ReadEntry } from '../../records/entry-block.ts';
import type { RecordCall } from './domain.ts';
import { ScriptEvaluator, type Attempt, type EvaluatorHost, type NativeCall } from './evaluate/evaluator.ts';
import { ScriptScope, UNKNOWN_VALUE, type ScriptValue } from './evaluate/value.ts';
import { ProgramWork } from './evaluate/work.ts';
import { Refused } from './functions/arguments.ts';
import { callNativeFunction, NativeNames, PROGRAM_FUNCTIONS } from './functions/natives.ts';
import { scriptRecords, type ScriptRecord } from './read-record.ts';
import { parseExpressionFrom } from './syntax/parse-script.ts';

/**
 * The entry of a record, as it is read if `lines` replace its own. Its call must contain all of it, and be called
 * once, so that nothing else depends on it; and the record must keep its owner, type and TTL. Offsets in `lines`.
 */
export function entryOfCall(lines: string, source: string, found: ScriptRecord): ReadEntry | undefined {
  const { path, range } = found.from.call.place;
  const from = source.lastIndexOf('\n', range.start - 1) + 1;
  const next = source.indexOf('\n', range.end);
  const before = source.slice(from, range.start);
  const following = `${source.slice(range.end, next < 0 ? undefined : next).trimEnd()}\n`;
  const end = lines.length - following.length;
  if (!found.isWhole || end < before.length || !lines.startsWith(before) || !lines.endsWith(following))
    return undefined;
  const read = (text: string): ReadEntry | undefined => {
    const call = callAlone(path, text, before.length);
    return call && entryWith(call, found, path, text);
  };
  const entry = read(lines.slice(0, end));
  // Reading the current call alone must give the same result as the program.
  if (entry === undefined || read(source.slice(from, range.end))?.context !== found.entry.context)
    return undefined;
  return entry.owner === found.entry.owner && entry.typeCode === found.entry.typeCode ? entry : undefined;
}

function entryWith(
  call: RecordCall,
  { from }: ScriptRecord,
  path: string,
  source: string,
): ReadEntry | undefined {
  const ttl =
    call.ttl ?? (from.call.ttl === undefined && from.ttl ? { ...from.ttl, place: undefined } : undefined);
  if (ttl?.seconds !== from.ttl?.seconds) return undefined;
  const own = { ...from, ttl, call: { ...call, isConditional: from.call.isConditional } };
  const [record, ...more] = scriptRecords(own, { path, source, isShown: () => true });
  return more.length === 0 ? record?.entry : undefined;
}

/** The only record that a call makes when it is evaluated by itself. */
function callAlone(path: string, text: string, start: number): RecordCall | undefined {
  const expression = parseExpressionFrom(text, start);
  if (expression?.type !== 'CallExpression') return undefined;
  const run = new CallRun();
  const value = new ScriptEvaluator(run).value(expression, ScriptScope.global(path, text, new NativeNames()));
  const [made, ...more] = value.kind === 'list' ? value.items.map((item) => item.value) : [value];
  if (run.hasFailed || more.length > 0 || made?.kind !== 'modifier') return undefined;
  return made.modifier.kind === 'record' ? made.modifier.call : undefined;
}

/** The evaluation of one call without its program. */
class CallRun implements EvaluatorHost {
  readonly work = new ProgramWork();
  hasFailed = false;

  attempt(): Attempt {
    return { hasFailed: () => true, makeUncertain: () => undefined };
  }

  callNative(call: NativeCall): ScriptValue {
    if (PROGRAM_FUNCTIONS.includes(call.name)) return UNKNOWN_VALUE;
    try {
      return callNativeFunction(call);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.hasFailed = true;
      return UNKNOWN_VALUE;
    }
  }

  runBody(): ScriptValue {
    return UNKNOWN_VALUE;
  }
}
