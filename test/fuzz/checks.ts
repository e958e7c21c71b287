import assert from 'node:assert/strict';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { actionsAt } from '../../server/src/features/actions.ts';
import { definitionAt } from '../../server/src/features/definition.ts';
import { documentLinks } from '../../server/src/features/document-links.ts';
import { foldsOf } from '../../server/src/features/folding.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { formatLine, formatRange } from '../../server/src/features/format.ts';
import { policyTokens } from '../../server/src/features/policy-tokens.ts';
import { rewritesAt } from '../../server/src/features/refactor.ts';
import { highlightsAt, referencesAt } from '../../server/src/features/references.ts';
import { labelToRename, renameAt } from '../../server/src/features/rename/rename.ts';
import { selectionsAt } from '../../server/src/features/selection.ts';
import { includedBySpf, includingSpf, spfCallersAt } from '../../server/src/features/spf-calls.ts';
import { spfHints } from '../../server/src/features/spf-hints.ts';
import { spfLenses, spfLensTitle } from '../../server/src/features/spf-lenses.ts';
import { symbolsOf, type OutlineSymbol } from '../../server/src/features/symbols.ts';
import { workspaceSymbols } from '../../server/src/features/workspace-symbols.ts';
import { sortEdits } from '../../server/src/text/edit.ts';
import type { Edit } from '../../server/src/text/edit.ts';
import { UNPRINTABLE } from '../../server/src/text/printable.ts';
import type { Range } from '../../server/src/text/range.ts';

/** A range is ordered and within its text. */
export function checkRange(range: Range, length: number, what: string): void {
  const { start, end } = range;
  const isRight =
    Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= length;
  if (!isRight) assert.fail(`range ${start}-${end} of ${what} in a text of ${length}`);
}

/** What people see of it is one line without characters that a terminal or an editor obeys or hides. */
export function checkLine(text: string, what: string): void {
  const found = UNPRINTABLE.exec(text);
  if (found === null) return;
  assert.fail(`an unprintable character in ${what}: ${JSON.stringify(found[0])} in ${JSON.stringify(text)}`);
}

/** The same for text of several lines. */
export function checkText(text: string, what: string): void {
  checkLine(text.replaceAll('\n', ' '), what);
}

export function checkEdits(edits: readonly Edit[], length: number, what: string): void {
  for (const { range } of edits) checkRange(range, length, what);
  if (sortEdits(edits) === undefined) assert.fail(`edits of ${what} overlap`);
}

/** Findings of one document whose details are asked for: each fix is tried, which takes some milliseconds. */
const MOST_FINDINGS = 16;

/** Everything that is shown of a document: no exception, ranges within their texts, nothing unprintable. */
export function checkDocument(made: Workspace, path: string): void {
  const length = made.textOf(path)?.length ?? 0;
  const lengthOf = (other: string): number => made.textOf(other)?.length ?? Infinity;
  for (const problem of made.problems(path)) {
    checkLine(problem.message, 'a problem');
    if (problem.range !== undefined) checkRange(problem.range, length, 'a problem');
  }
  for (const { range, record } of made.records(path)) {
    checkRange(range, length, `a record of type ${record.type}`);
    checkLine(record.owner.replaceAll('\uFFFC', ''), 'an owner');
  }
  const { findings } = made.findings(path);
  const step = Math.ceil(findings.length / MOST_FINDINGS);
  for (const [index, finding] of findings.entries()) {
    const { rule } = finding;
    checkRange(finding.range, length, rule);
    checkLine(finding.message, rule);
    if (index % step > 0) continue;
    const { why, fixes, related } = made.detailsOf(path, finding);
    checkText(why, `why of ${rule}`);
    for (const { title, edits } of fixes) {
      checkLine(title, `a fix of ${rule}`);
      for (const other of new Set(edits.map((edit) => edit.path)))
        checkEdits(edits.filter((edit) => edit.path === other), lengthOf(other), `a fix of ${rule}`); // prettier-ignore
    }
    for (const place of related) {
      checkLine(place.message, `a related place of ${rule}`);
      checkRange(place.range, lengthOf(place.path), `a related place of ${rule}`);
    }
  }
}

/** What an editor asks at some places of a document. */
export function checkFeatures(made: Workspace, path: string, offsets: readonly number[]): void {
  const length = made.textOf(path)?.length ?? 0;
  const lengthOf = (other: string): number => made.textOf(other)?.length ?? 0;
  const checkSymbol = ({ name, detail, range, children }: OutlineSymbol): void => {
    checkRange(range, length, 'a symbol');
    checkLine(name, 'a symbol');
    checkLine(detail, 'a symbol');
    for (const child of children) {
      const isWithin = range.start <= child.range.start && child.range.end <= range.end;
      if (!isWithin) throw new Error(`the symbol ${child.name} is not within ${name}`);
      checkSymbol(child);
    }
  };
  symbolsOf(made, path).forEach(checkSymbol);
  for (const symbol of workspaceSymbols(made, '')) {
    checkRange(symbol.range, lengthOf(symbol.path), 'a symbol of the workspace');
    checkLine(symbol.name, 'a symbol of the workspace');
  }
  for (const lens of spfLenses(made, path)) {
    checkRange(lens, length, 'a lens');
    checkLine(spfLensTitle(made, path, lens.start) ?? '', 'a lens');
  }
  for (const hint of spfHints(made, path, { start: 0, end: length })) {
    checkRange({ start: hint.at, end: hint.at }, length, 'a hint');
    checkText(hint.tooltip, 'a hint');
  }
  const whole = { start: 0, end: length };
  for (const { range } of policyTokens(made, path, whole)) checkRange(range, length, 'a token');
  const style = { insertSpaces: true, tabSize: 8 };
  const formatted = formatRange(made, path, whole, style);
  checkEdits(formatted?.edits ?? [], length, 'formatting');
  for (const range of formatted?.skipped ?? []) checkRange(range, length, 'a record that is not formatted');
  for (const { range } of documentLinks(made, path, () => path)) checkRange(range, length, 'a link');
  for (const { first, last } of foldsOf(made, path) ?? []) {
    const lines = made.textOf(path)?.lineCount ?? 0;
    if (first >= last || last >= lines) assert.fail(`a fold of lines ${first}-${last} among ${lines}`);
  }
  let isRenamed = false;
  for (const offset of offsets) {
    const at = Math.min(offset, length);
    const hover = hoverAt(made, path, at);
    if (hover !== undefined) {
      checkRange(hover.range, length, 'a hover');
      checkText(hover.text.source, 'a hover');
    }
    const definition = definitionAt(made, path, at, () => undefined);
    if (definition !== undefined) checkRange(definition.from, length, 'what leads to a definition');
    for (const target of definition?.targets ?? []) {
      checkRange(target.range, lengthOf(target.path), 'a definition');
      checkRange(target.data, lengthOf(target.path), 'the data of a definition');
    }
    const label = labelToRename(made, path, at);
    if (label !== undefined && 'range' in label) checkRange(label.range, length, 'a label');
    // Once: all files are read for it.
    if (label !== undefined && !isRenamed) {
      isRenamed = true;
      const edits = renameAt(made, path, at, 'renamed', () => undefined) ?? [];
      if ('refusal' in edits)
        checkRange(edits.place?.range ?? { start: 0, end: 0 }, lengthOf(edits.place?.path ?? path), 'a refusal'); // prettier-ignore
      else for (const edit of edits) checkRange(edit.range, lengthOf(edit.path), 'a rename');
    }
    for (const { name, detail, range, data, path: other, owner } of spfCallersAt(made, path, at)) {
      checkLine(`${name} ${detail}`, 'an item of a call hierarchy');
      checkRange(range, lengthOf(other), 'an item of a call hierarchy');
      checkRange(data, lengthOf(other), 'an item of a call hierarchy');
      for (const call of [...includedBySpf(made, other, owner), ...includingSpf(made, owner)])
        checkLine(`${call.other.name} ${call.other.detail}`, 'a call');
    }
    for (const range of selectionsAt(made, path, at)) checkRange(range, length, 'a selection');
    for (const place of highlightsAt(made, path, at) ?? []) checkRange(place.range, length, 'a highlight');
    for (const place of referencesAt(made, path, at))
      checkRange(place.range, lengthOf(place.path), 'a reference');
    checkEdits(formatLine(made, path, at, style)?.edits ?? [], length, 'formatting a line');
    for (const { title, edits } of rewritesAt(made, path, at)) {
      checkLine(title, 'a rewriting');
      for (const { range, path: other } of edits) checkRange(range, lengthOf(other), 'a rewriting');
    }
    for (const action of actionsAt(made, path, { start: at, end: at })) checkLine(action.title, 'an action');
  }
}

/** Some places of a text, the same for the same text: the start of some lines, and of what is quoted there. */
export function placesIn(text: string, most: number): readonly number[] {
  const places: number[] = [];
  for (const { index } of text.matchAll(/(?<=[\s":;=])\S/g)) {
    places.push(index);
    if (places.length >= 400) break;
  }
  const step = Math.max(1, Math.floor(places.length / most));
  return [0, ...places.filter((_, i) => i % step === 0), text.length];
}
