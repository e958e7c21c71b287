import { readCsv } from '../data/csv.ts';
import type { DataReading } from '../data/data-reading.ts';
import { jsonValueOf } from '../data/json.ts';
import { readYaml } from '../data/yaml.ts';
import type { ModuleNames, Scope } from '../scope.ts';
import type { TracedText } from '../traced-text.ts';
import { toText } from '../value.ts';
import type { Value } from '../value.ts';
import type { Evaluation, WorkPlace } from '../work.ts';

type DataFormat = 'csvdecode' | 'jsondecode' | 'yamldecode';

/** The value of a text; `undefined` if it does not follow the format, or takes too much work. */
type DataReader = (text: TracedText, reading: DataReading) => Evaluation<Value | undefined>;

/** By the name of the function that reads the format. */
export const DATA_READERS: Readonly<Record<DataFormat, DataReader>> = {
  csvdecode: readCsv,
  jsondecode: jsonValueOf,
  yamldecode: readYaml,
};

export function isDataFormat(name: string): name is DataFormat {
  return Object.hasOwn(DATA_READERS, name);
}

/** UTF-16 units of a text that is decoded. Longer texts hold no records. */
export const MAX_DATA = 1 << 20;

/** What a text evaluates to when it is decoded. A whole file is decoded once for a module. */
export function* decodeData(
  format: DataFormat,
  [value]: readonly Value[],
  { module, isTried: tried }: Pick<Scope, 'module' | 'isTried'>,
  at: () => WorkPlace,
): Evaluation<Value | undefined> {
  const text = value && toText(value);
  if (text === undefined) return undefined;
  if (text.length > MAX_DATA) {
    module.work.report(at(), `mailtxt does not read data of more than ${MAX_DATA} characters.`);
    return undefined;
  }
  const [only] = text.segments;
  const isFile = only?.literal.form === 'file' && only.length === text.length && only.source.start === 0;
  const isTried = tried === true;
  const readHere = (): Evaluation<Value | undefined> => read(format, text, { module, isTried }, at);
  const key = isTried ? `tried ${format}` : format;
  return isFile ? yield* module.dataOfFile(key, only.literal.anchor.path, readHere) : yield* readHere();
}

/** A decoded text. It is charged, and its problems are reported, each time it is used. */
interface DataRead {
  readonly value: Value | undefined;
  readonly problems: readonly DataProblem[];
  /** Set if the text does not follow its format; the value is what could still be read. */
  readonly invalid?: DataProblem | undefined;
  readonly steps: number;
}

interface DataProblem {
  readonly message: string;
  readonly at: WorkPlace | undefined;
}

const READ: Readonly<Record<DataFormat, WeakMap<TracedText, DataRead>>> = {
  csvdecode: new WeakMap(),
  jsondecode: new WeakMap(),
  yamldecode: new WeakMap(),
};

/** Characters of an encoded text that are traced back to its value in one step. */
const CHARACTERS_PER_STEP = 64;

/** Makes decoding the text return the value it was encoded from: with its unknown parts, and each string at its source. */
export function encodedFrom(value: Value, text: TracedText, format: DataFormat = 'jsondecode'): void {
  const steps = Math.ceil(text.length / CHARACTERS_PER_STEP);
  READ[format].set(text, { value, problems: [], steps });
}

function* read(
  format: DataFormat,
  text: TracedText,
  { module, isTried }: { readonly module: ModuleNames; readonly isTried: boolean },
  at: () => WorkPlace,
): Evaluation<Value | undefined> {
  const known = READ[format].get(text);
  const found = known ?? (yield* readAnew(format, text, module, at));
  if (found === undefined || (known !== undefined && !module.work.spend(known.steps, at))) return undefined;
  if (isTried && found.invalid !== undefined) return undefined;
  const placeOf = (problem: DataProblem): WorkPlace =>
    problem.at !== undefined && module.isDocument(problem.at.anchor.path) ? problem.at : at();
  for (const problem of found.problems) module.work.report(placeOf(problem), problem.message);
  if (found.invalid !== undefined) module.work.report(placeOf(found.invalid), found.invalid.message, null);
  return found.value;
}

function* readAnew(
  format: DataFormat,
  text: TracedText,
  { work }: ModuleNames,
  at: () => WorkPlace,
): Evaluation<DataRead | undefined> {
  const problems: DataProblem[] = [];
  let invalid: DataProblem | undefined;
  const charged = { steps: 0, isRefused: false };
  const value = yield* DATA_READERS[format](text, {
    get isPauseDue() {
      return work.isPauseDue;
    },
    spend: (more) => {
      charged.steps += more;
      charged.isRefused ||= !work.spend(more, at);
      return !charged.isRefused;
    },
    report: (message, place) => problems.push({ message, at: place }),
    reportInvalid: (message, place) => {
      invalid ??= { message, at: place };
    },
  });
  if (charged.isRefused) return undefined;
  const found = { value, problems, invalid, steps: charged.steps };
  READ[format].set(text, found);
  return found;
}
