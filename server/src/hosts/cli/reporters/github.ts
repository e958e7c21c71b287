import type { DocumentPath } from '../../../analysis/finding.ts';
import type { Severity } from '../../../records/report.ts';
import { PlainText } from '../../../text/plain-text.ts';
import { printableLines } from '../../../text/printable.ts';
import type { Range } from '../../../text/range.ts';
import type { SourceText } from '../../../text/source-text.ts';
import type { CheckResult } from '../check-result.ts';
import type { Output } from '../output.ts';
import { jsonRange } from './json.ts';
import { relatedNotes, relatedText } from './related-text.ts';
import { unreadLinesOf } from './unread-text.ts';

type NameOf = (path: DocumentPath) => string;
type Command = 'error' | 'warning' | 'notice';

const COMMANDS: Readonly<Record<Severity, Command>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Writes workflow commands of GitHub Actions: one line for each finding, shown at its position in the pull request. */
export function reportGithub(result: CheckResult, out: Output, nameOf: NameOf): void {
  const { textOf, files, bounces } = result;
  for (const { path, findings } of files) {
    const source = textOf(path);
    for (const finding of findings) {
      // The output is closed, but the remaining findings determine the exit status.
      if (out.closed) continue;
      const { details } = finding;
      const place = placeOf(nameOf(path), finding.range, source);
      const notes = relatedNotes(finding, details, result, nameOf);
      const lines = [finding.message, details.why, ...notes].filter((line) => line !== '');
      out.write(command(COMMANDS[finding.severity], { ...place, title: finding.rule }, lines.join('\n')));
    }
  }
  for (const { path, range, message, related } of bounces.shown) {
    if (out.closed) break;
    const place = placeOf(nameOf(path), range, textOf(path));
    const lines = [message, ...related.map((one) => relatedText(one, result, nameOf))];
    out.write(command('notice', { ...place, title: 'bounce' }, lines.join('\n')));
  }
  for (const { path, message, range, text, fatal, unread } of result.problems) {
    if (unread !== undefined) continue;
    const place = placeOf(nameOf(path), range, text === undefined ? undefined : new PlainText(text));
    out.write(command(fatal ? 'error' : 'warning', { ...place, title: 'mailtxt' }, message));
  }
}

/** Writes a notice for each line of what was not checked, at the first position that it concerns. */
export function reportUnreadToGithub(result: CheckResult, out: Output, nameOf: NameOf): void {
  for (const { text, entries } of unreadLinesOf(result, nameOf)) {
    const [first] = entries;
    if (first === undefined || out.closed) continue;
    const file = nameOf(first.path);
    const place = file === '' ? {} : placeOf(file, first.range, result.textOf(first.path));
    out.write(command('notice', { ...place, title: 'mailtxt' }, `Not checked: ${text}`));
  }
}

/** Columns are only for a range on one line: GitHub rejects them otherwise. */
function placeOf(
  file: string,
  range: Range | undefined,
  source: SourceText | undefined,
): Readonly<Record<string, string | number>> {
  if (range === undefined || source === undefined) return { file };
  const { start, end } = jsonRange(source, range);
  if (start.line !== end.line) return { file, line: start.line, endLine: end.line };
  return { file, line: start.line, col: start.column, endLine: end.line, endColumn: end.column };
}

function command(
  name: Command,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}\n`;
}

/** Escapes like the toolkit of GitHub Actions (`@actions/core`, command.ts). */
function escapeData(text: string): string {
  return printableLines(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
