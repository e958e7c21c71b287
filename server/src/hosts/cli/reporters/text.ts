import type { Fix } from '../../../analysis/finding.ts';
import { placePrefix } from '../../../features/reports/place.ts';
import { printable } from '../../../text/printable.ts';
import type { CheckResult, CheckedFile, ListedDetails, ListedFinding } from '../check-result.ts';
import type { Output } from '../output.ts';
import { frameText } from './frame-text.ts';
import type { TextOptions } from './frame-text.ts';
import { noteText } from './note-text.ts';
import { relatedNotes, relatedText } from './related-text.ts';

export type { TextOptions } from './frame-text.ts';

/** Writes findings with their source lines. Returns the number of findings with a safe fix. */
export function reportFindings(
  result: CheckResult,
  out: Output,
  options: TextOptions,
): { readonly safelyFixable: number } {
  const explained = new Set<string>();
  let safelyFixable = 0;
  for (const file of result.files) {
    for (const finding of file.findings) {
      // The output is closed, but the remaining findings determine the exit status.
      if (out.closed) continue;
      const { details } = finding;
      if (details.fixes.some(({ safety }) => safety === 'safe')) safelyFixable++;
      // The same explanation under each of a hundred findings would hide what differs.
      const explain = !explained.has(finding.rule);
      explained.add(finding.rule);
      out.write(findingText(finding, details, explain, file, result, options));
    }
  }
  return { safelyFixable };
}

function findingText(
  finding: ListedFinding,
  details: ListedDetails,
  explain: boolean,
  file: CheckedFile,
  result: CheckResult,
  options: TextOptions,
): string {
  const { severity, rule, range, message } = finding;
  const { why, fixes } = details;
  const source = result.textOf(file.path);
  if (source === undefined) return '';
  const { paint, nameOf } = options;
  const heading = placePrefix(source, range, printable(nameOf(file.path)), paint);
  const frame = frameText(source, range, severity, options);
  const note = (label: string, words: string): string => noteText(label, words, frame.gutter, options);

  let text = `${heading} ${paint(severity, `${severity}[${rule}]`)} ${printable(message)}\n${frame.text}`;
  if (explain) text += note('why', why);
  fixes.forEach((fix, index) => {
    text += note(index === 0 ? 'help' : 'or', fixText(fix, index, rule));
    // Not wrapped, because it is intended to be copied.
    if (fix.record !== undefined) text += `${' '.repeat(frame.gutter)}   ${printable(fix.record)}\n`;
  });
  for (const words of relatedNotes(finding, details, result, nameOf)) text += note('note', words);
  return `${text}\n`;
}

/** Writes what bounces mean, at their codes. This is separate from the findings, because a bounce is not a fault in a record. */
export function reportBounces(result: CheckResult, out: Output, options: TextOptions): void {
  for (const { path, range, message, related } of result.bounces.shown) {
    const source = result.textOf(path);
    if (source === undefined || out.closed) continue;
    const { paint, nameOf } = options;
    const heading = placePrefix(source, range, printable(nameOf(path)), paint);
    const frame = frameText(source, range, 'info', options);
    let text = `${heading} ${paint('info', 'bounce:')} ${printable(message)}\n${frame.text}`;
    for (const place of related)
      text += noteText('note', relatedText(place, result, nameOf), frame.gutter, options);
    out.write(`${text}\n`);
  }
}

/** What to do, and the option that does it. If there are several fixes, the command line applies the first. */
function fixText({ title, safety }: Fix, index: number, rule: string): string {
  if (safety === 'safe') return `${title} (--fix)`;
  return index === 0 ? `${title} (--fix-rule ${rule})` : title;
}
