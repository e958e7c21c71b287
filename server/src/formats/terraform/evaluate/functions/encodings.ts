import { rangeOf } from '../../../../text/range.ts';
import { anchorOf } from '../scope.ts';
import type { SourceFile } from '../scope.ts';
import { CHARACTERS_KEPT_PER_STEP, TracedText } from '../traced-text.ts';
import { booleanValue, knownText, textValue } from '../value.ts';
import type { ReportedReason } from '../work.ts';
import { encodedFrom, MAX_DATA } from './decode.ts';
import { jsonOf } from './json-text.ts';
import { constant } from './function-table.ts';
import type { FunctionTable } from './function-table.ts';

export const encodingFunctions: FunctionTable = {
  jsonencode: ([value], context) => {
    if (value === undefined) return undefined;
    const text = jsonOf(value, context);
    if (text === undefined) return undefined;
    if (value.kind === 'list' || value.kind === 'map') encodedFrom(value, text);
    return textValue(text);
  },
  file: constant(([name], context) => {
    const known = knownText(name);
    if (known === undefined) return undefined;
    const found = context.readFile(known);
    if (found === undefined) {
      if (!context.isTried) context.report(missingFile(known), MISSING_FILE);
      return undefined;
    }
    // A file is kept as long as a module reads it, even one that is too large.
    if (!context.spend(Math.floor(found.text.length / CHARACTERS_KEPT_PER_STEP))) return undefined;
    if (found.text.length > MAX_DATA) {
      context.report(`The file "${known}" has more than ${MAX_DATA} characters, so it is not read.`);
      return undefined;
    }
    return textValue(wholeFile(found));
  }),
  fileexists: constant(([name], { readFile }) => {
    const known = knownText(name);
    // A file that is not seen may be made before Terraform runs.
    return known !== undefined && readFile(known) !== undefined ? booleanValue(true) : undefined;
  }),
};

/** Why the content of a file is unknown. */
export const MISSING_FILE: ReportedReason = { kind: 'include', isListedOnly: true, isForRecords: true };

/** What is reported of a file that is not there. `name`: as the module names it. */
export function missingFile(name: string): string {
  return `The file "${name}" is not in the workspace, so what the module reads from it is unknown.`;
}

const WHOLE = new WeakMap<SourceFile, TracedText>();

/** All of a file, as it was typed: one object for one reading of it. */
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
