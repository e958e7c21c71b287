import type { DocumentPath, Finding, Fix } from '../../../analysis/finding.ts';
import type { Workspace } from '../../../analysis/workspace.ts';
import type { Range } from '../../../text/range.ts';
import type { SourceText } from '../../../text/source-text.ts';
import type { FileProblem } from '../../node/config-files.ts';
import type { CheckResult, CheckedFile } from '../check-result.ts';
import { countEmailRecords } from '../email-records.ts';
import type { Output } from '../output.ts';
import { version } from '../package.ts';
import { plainText } from '../plain-text.ts';

/** Lines and columns count from 1, columns in UTF-16 code units. */
export interface JsonRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

type NameOf = (path: DocumentPath) => string;

/** One JSON object, an entry of its lists on a line. The shape is a promise to scripts: it may grow, nothing changes. */
export function reportJson(result: CheckResult, out: Output, nameOf: NameOf): void {
  const { workspace, files, counts, records } = result;
  out.write(`{"tool":${JSON.stringify({ name: 'mailtxt', version: version() })},\n`);
  writeList(out, 'files', files, (file) => jsonFile(file, workspace, nameOf));
  writeList(out, 'findings', findingsOf(files), ({ file, finding }) =>
    jsonFinding(finding, file, workspace, nameOf),
  );
  writeList(out, 'problems', result.problems, (problem) => jsonProblem(problem, nameOf));
  if (result.fixed !== undefined) {
    writeList(out, 'fixed', result.fixed, ({ path, rule, title }) => ({ path: nameOf(path), rule, title }));
  }
  out.write(`"summary":${JSON.stringify({ ...counts, files: files.length, records })}}\n`);
}

/** A list as a member of an object, with a comma behind it. */
export function writeList<T>(
  out: Output,
  key: string,
  items: Iterable<T>,
  toJson: (item: T) => object,
): void {
  out.write(`"${key}":[`);
  let separator = '\n';
  for (const item of items) {
    if (out.closed) return;
    out.write(separator + JSON.stringify(toJson(item)));
    separator = ',\n';
  }
  out.write('],\n');
}

export function jsonRange(source: SourceText, { start, end }: Range): JsonRange {
  return { start: jsonPosition(source, start), end: jsonPosition(source, end) };
}

export function jsonProblem({ path, message, range, text }: FileProblem, nameOf: NameOf): object {
  const place = range === undefined || text === undefined ? {} : { range: jsonRange(plainText(text), range) };
  return { path: nameOf(path), message, ...place };
}

function* findingsOf(files: readonly CheckedFile[]): Generator<{ file: CheckedFile; finding: Finding }> {
  for (const file of files) {
    for (const finding of file.findings) yield { file, finding };
  }
}

function jsonFile({ path, records }: CheckedFile, workspace: Workspace, nameOf: NameOf): object {
  return {
    path: nameOf(path),
    format: workspace.formatOf(path),
    records,
    emailRecords: countEmailRecords(workspace, path),
  };
}

function jsonFinding(finding: Finding, { path }: CheckedFile, workspace: Workspace, nameOf: NameOf): object {
  const { rule, severity, message, range, owner, type } = finding;
  const { why, url, fixes, related } = workspace.detailsOf(path, finding);
  return {
    rule,
    severity,
    message,
    why,
    url,
    path: nameOf(path),
    ...placeIn(workspace, path, range),
    owner,
    type,
    fixes: fixes.map((fix) => jsonFix(fix, workspace, nameOf)),
    related: related.map((place) => ({
      message: place.message,
      path: nameOf(place.path),
      ...placeIn(workspace, place.path, place.range),
    })),
  };
}

function jsonFix({ title, safety, edits }: Fix, workspace: Workspace, nameOf: NameOf): object {
  return {
    title,
    safety,
    edits: edits.map(({ path, range, text }) => ({
      path: nameOf(path),
      ...placeIn(workspace, path, range),
      text,
    })),
  };
}

/** Empty for a file that is not at hand, whose lines nobody has counted. */
function placeIn(workspace: Workspace, path: DocumentPath, range: Range): { range?: JsonRange } {
  const source = workspace.textOf(path);
  return source === undefined ? {} : { range: jsonRange(source, range) };
}

function jsonPosition(source: SourceText, offset: number): { line: number; column: number } {
  const { line, character } = source.offsetToPosition(offset);
  return { line: line + 1, column: character + 1 };
}
