import { rangeOf } from '../../../../text/range.ts';
import { anchorOf } from '../scope.ts';
import type { SourceFile } from '../scope.ts';
import { TracedText } from '../traced-text.ts';
import { booleanValue, knownText, textValue } from '../value.ts';
import { encodedFrom } from './decode.ts';
import { jsonOf } from './json-text.ts';
import { constant } from './function-table.ts';
import type { FunctionTable } from './function-table.ts';
import { readFileNamed } from './read-file.ts';

export const encodingFunctions: FunctionTable = {
  jsonencode: ([value], context) => {
    if (value === undefined) return undefined;
    const text = jsonOf(value, context);
    if (text === undefined) return undefined;
    if (value.kind === 'list' || value.kind === 'map') encodedFrom(value, text);
    return textValue(text);
  },
  file: constant(([name], context) => {
    const found = readFileNamed(name, context);
    return found && textValue(wholeFile(found));
  }),
  fileexists: constant(([name], { readFile }) => {
    const known = knownText(name);
    // A file that does not exist yet may be created before Terraform runs.
    return known !== undefined && readFile(known) !== undefined ? booleanValue(true) : undefined;
  }),
};

const WHOLE = new WeakMap<SourceFile, TracedText>();

/** The unchanged content of a file: one object each time it is read. */
export function wholeFile(file: SourceFile): TracedText {
  let whole = WHOLE.get(file);
  if (whole === undefined) {
    const { text } = file;
    const range = rangeOf(0, text.length);
    const literal = { anchor: anchorOf(file), form: 'file', range } as const;
    whole = new TracedText(text, text === '' ? [] : [{ at: 0, length: text.length, source: range, literal }]);
    WHOLE.set(file, whole);
  }
  return whole;
}
