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

/** Findings with the lines they stand on. Returns how many of them have a safe fix. */
export function reportFindings(
  result: CheckResult,
  out: Output,
  options: TextOptions,
): { readonly safelyFixable: number } {
  const explained = new Set<string>();
  let safelyFixable = 0;
  for (const file of result.files) {
    for (const finding of file.findings) {
      // Nobody reads on, but what there is decides the exit status.
      if (out.closed) continue;
      const { details } = finding;
      if (details.fixes.some(({ safety }) => safety === 'safe')) safelyFixable++;
      // The same reason under each of a hundred findings would hide what differs.
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
    // Not wrapped: it is there to be copied.
    if (fix.record !== undefined) text += `${' '.repeat(frame.gutter)}   ${printable(fix.record)}\n`;
  });
  for (const words of relatedNotes(finding, details, result, nameOf)) text += note('note', words);
  return `${text}\n`;
}

/** What bounces mean, on their codes: apart from the findings, since they are no fault of a record. */
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

/** What to do, and the option that does it: of several ways out the command line takes the first. */
function fixText({ title, safety }: Fix, index: number, rule: string): string {
  if (safety === 'safe') return `${title} (--fix)`;
  return index === 0 ? `${title} (--fix-rule ${rule})` : title;
}
