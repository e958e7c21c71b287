import type { DocumentPath, Fix, RelatedPlace } from '../../../analysis/finding.ts';
import type { BounceFinding } from '../../../features/filed-bounces.ts';
import type { Unread } from '../../../records/unread.ts';
import type { Range } from '../../../text/range.ts';
import type { SourceText } from '../../../text/source-text.ts';
import type { FileProblem } from '../../node/file-problem.ts';
import type { BaselineOutcome } from '../baseline-entry.ts';
import type { CheckResult, CheckedFile, FixedFinding, ListedFinding } from '../check-result.ts';
import type { Output } from '../output.ts';
import { PlainText } from '../../../text/plain-text.ts';
import { UNPRINTABLE } from '../../../text/printable.ts';
import { VERSION } from '../../../text/version.ts';

/** Lines and columns are counted from 1, and columns in UTF-16 code units. */
export interface JsonRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

type NameOf = (path: DocumentPath) => string;
type TextOf = CheckResult['textOf'];

/** Writes one JSON object, with one list entry per line. Scripts rely on its shape, so fields are only ever added. */
export function reportJson(result: CheckResult, out: Output, nameOf: NameOf): void {
  const { textOf, files } = result;
  out.write(`{"tool":${jsonText(TOOL)},\n`);
  writeList(out, 'files', files, (file) => jsonFile(file, nameOf));
  writeList(out, 'findings', findingsOf(files), ({ file, finding }) =>
    jsonFinding(finding, file, result, nameOf),
  );
  writeList(out, 'bounces', result.bounces.shown, (bounce) => jsonBounce(bounce, result, nameOf));
  writeList(out, 'problems', result.problems, (problem) => jsonProblem(problem, nameOf));
  writeList(out, 'unread', result.unread, (unread) => jsonUnread(unread, textOf, nameOf));
  if (result.fixed !== undefined) {
    writeList(out, 'fixed', result.fixed, (fixed) => jsonFixed(fixed, nameOf));
  }
  if (result.baseline !== undefined)
    out.write(`"baseline":${jsonText(jsonBaseline(result.baseline, nameOf))},\n`);
  if (result.changed !== undefined) out.write(`"changed":${jsonText(result.changed)},\n`);
  if (result.statistics !== undefined) out.write(`"statistics":${jsonText(result.statistics)},\n`);
  out.write(`"summary":${jsonText(jsonSummary(result))}}\n`);
}

/**
 * Writes the same as one JSON object per line, as findings are found. Each object has one member that names its kind. The last one is the
 * summary: output without it is incomplete.
 */
export function reportJsonLines(result: CheckResult, out: Output, nameOf: NameOf): void {
  const line = (value: object): void => {
    // The output is closed, but the remaining findings determine the exit status.
    if (!out.closed) out.write(`${jsonText(value)}\n`);
  };
  line({ tool: TOOL });
  for (const file of result.files) {
    line({ file: jsonFile(file, nameOf) });
    for (const finding of file.findings) line({ finding: jsonFinding(finding, file, result, nameOf) });
  }
  for (const bounce of result.bounces.shown) line({ bounce: jsonBounce(bounce, result, nameOf) });
  for (const problem of result.problems) line({ problem: jsonProblem(problem, nameOf) });
  for (const unread of result.unread) line({ unread: jsonUnread(unread, result.textOf, nameOf) });
  for (const fixed of result.fixed ?? []) line({ fixed: jsonFixed(fixed, nameOf) });
  const { baseline, changed, statistics } = result;
  if (baseline !== undefined) line({ baseline: jsonBaseline(baseline, nameOf) });
  if (changed !== undefined) line({ changed });
  if (statistics !== undefined) line({ statistics });
  line({ summary: jsonSummary(result) });
}

const TOOL = { name: 'mailtxt', version: VERSION } as const;

function jsonSummary({ counts, files, records, unread }: CheckResult): object {
  return { ...counts, files: files.length, records, unread: unread.length };
}

function jsonFixed({ path, rule, title }: FixedFinding, nameOf: NameOf): object {
  return { path: nameOf(path), rule, title };
}

/**
 * The value as JSON. Characters that a terminal would interpret or hide (C1 controls, directions, zero-width characters) are
 * escaped, which does not change the parsed value.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(HIDDEN, (character) =>
    // A character above U+FFFF is two code units, and so two escapes.
    character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

const HIDDEN = new RegExp(`(?!\n)${UNPRINTABLE.source}`, 'gu');

/** Writes a list as a member of an object, followed by a comma. */
export function writeList<T>(
  out: Output,
  key: string,
  items: Iterable<T>,
  toJson: (item: T) => object,
): void {
  out.write(`"${key}":[`);
  let separator = '\n';
  for (const item of items) {
    // The output is closed, but the remaining findings determine the exit status.
    if (out.closed) continue;
    out.write(separator + jsonText(toJson(item)));
    separator = ',\n';
  }
  out.write('],\n');
}

export function jsonRange(source: SourceText, { start, end }: Range): JsonRange {
  return { start: jsonPosition(source, start), end: jsonPosition(source, end) };
}

export function jsonProblem({ path, message, range, text, fatal }: FileProblem, nameOf: NameOf): object {
  const place =
    range === undefined || text === undefined ? {} : { range: jsonRange(new PlainText(text), range) };
  return { path: nameOf(path), message, ...place, fatal };
}

export function jsonUnread(
  { kind, path, range, message, count }: Unread,
  textOf: TextOf,
  nameOf: NameOf,
): object {
  const place = range === undefined ? {} : placeIn(textOf(path), range);
  // The current folder has no relative name.
  return { kind, path: nameOf(path) || '.', ...place, message, count };
}

function* findingsOf(
  files: readonly CheckedFile[],
): Generator<{ file: CheckedFile; finding: ListedFinding }> {
  for (const file of files) {
    for (const finding of file.findings) yield { file, finding };
  }
}

function jsonBaseline({ path, known, expired, obsolete }: BaselineOutcome, nameOf: NameOf): object {
  return { path: nameOf(path), known, expired, obsolete };
}

function jsonFile({ path, format, records, emailRecords }: CheckedFile, nameOf: NameOf): object {
  return { path: nameOf(path), format, records, emailRecords: emailRecords() };
}

function jsonFinding(
  finding: ListedFinding,
  { path }: CheckedFile,
  result: CheckResult,
  nameOf: NameOf,
): object {
  const { textOf } = result;
  const { rule, severity, message, range, owner, type, fingerprint } = finding;
  const { why, url, fixes, related } = finding.details;
  return {
    rule,
    severity,
    message,
    why,
    url,
    path: nameOf(path),
    ...placeIn(textOf(path), range),
    owner,
    type,
    fingerprint,
    fixes: fixes.map((fix) => {
      const shown = jsonFix(fix, textOf, nameOf);
      return fix.record === undefined ? shown : { ...shown, record: fix.record };
    }),
    related: related.map((place) => jsonRelated(place, result, nameOf)),
  };
}

function jsonRelated({ message, path, range }: RelatedPlace, result: CheckResult, nameOf: NameOf): object {
  return { message, path: nameOf(path), ...placeIn(result.textOf(path), range) };
}

function jsonBounce(
  { id, dnsFixable, message, path, range, related }: BounceFinding,
  result: CheckResult,
  nameOf: NameOf,
): object {
  return {
    id,
    dnsFixable,
    message,
    path: nameOf(path),
    ...placeIn(result.textOf(path), range),
    related: related.map((place) => jsonRelated(place, result, nameOf)),
  };
}

export function jsonFix({ title, safety, edits }: Fix, textOf: TextOf, nameOf: NameOf): object {
  return {
    title,
    safety,
    edits: edits.map(({ path, range, text }) => ({
      path: nameOf(path),
      ...placeIn(textOf(path), range),
      text,
    })),
  };
}

/** Empty for a file whose text is not available, because its lines are unknown. */
function placeIn(source: SourceText | undefined, range: Range): { range?: JsonRange } {
  return source === undefined ? {} : { range: jsonRange(source, range) };
}

function jsonPosition(source: SourceText, offset: number): { line: number; column: number } {
  const { line, character } = source.offsetToPosition(offset);
  return { line: line + 1, column: character + 1 };
}
