import { readCsv } from '../data/csv.ts';
import { readJson } from '../data/json.ts';
import { readYaml } from '../data/yaml.ts';
import { anchorOf } from '../scope.ts';
import type { SourceFile } from '../scope.ts';
import { TracedText } from '../traced-text.ts';
import { booleanValue, knownText, textValue, toText } from '../value.ts';
import type { Value } from '../value.ts';
import { jsonOf } from './json-text.ts';
import { CHARACTERS_PER_STEP, constant, costing } from './function-table.ts';
import type { FunctionTable } from './function-table.ts';

/** Longer ones hold no records. UTF-16 units. */
const MAX_DATA = 1 << 20;

export const encodingFunctions: FunctionTable = {
  jsonencode: ([value], context) => {
    if (value === undefined) return undefined;
    const text = jsonOf(value, context);
    if (text === undefined) return undefined;
    // Decoded, it is what it was: with what is not known in it, and each text where it was typed.
    if (value.kind === 'list' || value.kind === 'map') JSON_READ.set(text, { value });
    return textValue(text);
  },
  jsondecode: costing(readingSteps, ([value]) => {
    const text = value && toText(value);
    return text === undefined || text.length > MAX_DATA ? undefined : readOnce(JSON_READ, text, readJson);
  }),
  yamldecode: costing(readingSteps, ([value]) => {
    const text = value && toText(value);
    return text === undefined || text.length > MAX_DATA ? undefined : readOnce(YAML_READ, text, readYaml);
  }),
  csvdecode: costing(readingSteps, ([value]) => {
    const text = value && toText(value);
    return text?.isKnown === true && text.length <= MAX_DATA ? readCsv(text) : undefined;
  }),
  file: constant(([name], { readFile }) => {
    const known = knownText(name);
    const found = known === undefined ? undefined : readFile(known);
    if (found === undefined || found.text.length > MAX_DATA) return undefined;
    return textValue(wholeFile(found));
  }),
  fileexists: constant(([name], { readFile }) => {
    const known = knownText(name);
    // A file that is not seen may be made before Terraform runs.
    return known !== undefined && readFile(known) !== undefined ? booleanValue(true) : undefined;
  }),
  dirname: ([name]) => {
    const known = knownText(name);
    return known === undefined ? undefined : textValue(known.replace(/\/[^/]*$/, ''));
  },
  basename: ([name]) => {
    const known = knownText(name);
    return known === undefined ? undefined : textValue(known.slice(known.lastIndexOf('/') + 1));
  },
  abspath: () => undefined,
  urlencode: costing(
    ([value]) => (value?.kind === 'text' ? Math.ceil(value.text.length / CHARACTERS_PER_STEP) : 0),
    ([value]) => {
      // Half of a character, which a function may have left over, cannot be encoded.
      const known = knownText(value)?.replace(/[\ud800-\udfff]/gu, '\ufffd');
      return known === undefined ? undefined : textValue(encodeURIComponent(known).replaceAll('%20', '+'));
    },
  ),
};

/** Characters that a reader of a data format goes through in one step. */
const DATA_PER_STEP = 8;

function readingSteps([value]: readonly Value[]): number {
  return value?.kind === 'text' ? Math.ceil(value.text.length / DATA_PER_STEP) : 0;
}

type DataRead = WeakMap<TracedText, { readonly value: Value | undefined }>;
const YAML_READ: DataRead = new WeakMap();
const JSON_READ: DataRead = new WeakMap();

/** The same file is often read once for each kind of record. */
function readOnce(
  known: DataRead,
  text: TracedText,
  read: (text: TracedText) => Value | undefined,
): Value | undefined {
  let found = known.get(text);
  if (found === undefined) known.set(text, (found = { value: read(text) }));
  return found.value;
}

const WHOLE = new WeakMap<SourceFile, TracedText>();

/** All of a file, as it was typed: one object for one reading of it. */
export function wholeFile(file: SourceFile): TracedText {
  let whole = WHOLE.get(file);
  if (whole === undefined) {
    const { text } = file;
    const range = { start: 0, end: text.length };
    const literal = { anchor: anchorOf(file), form: 'file', range } as const;
    whole = new TracedText(text, text === '' ? [] : [{ at: 0, length: text.length, source: range, literal }]);
    WHOLE.set(file, whole);
  }
  return whole;
}
