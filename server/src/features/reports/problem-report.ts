import { printable } from '../../text/printable.ts';
import { reportLinesFor } from '../problem-report.ts';
import type { Audience, ReportEntry } from '../problem-report.ts';
import type { Paint } from './paint.ts';
import { wrap } from './wrap.ts';

export const AUDIENCES: readonly Audience[] = ['own-it', 'postmaster'];

/** Headings of the two reports. */
const HEADINGS: Readonly<Record<Audience, string>> = {
  'own-it': 'For your own IT, to copy',
  postmaster: "For the recipient's postmaster, to copy",
};

/** Columns of a label, with the space after it. */
const LABEL = 15;

/** The report as it is sent: a line each, without an indent. */
export function problemReportText(report: readonly ReportEntry[], audience: Audience): string {
  return linesOf(report, audience, Infinity).join('');
}

/** The same below its heading, as a part of an explanation. */
export function problemReportBlock(
  report: readonly ReportEntry[],
  audience: Audience,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string {
  const lines = linesOf(report, audience, width - 2).map(
    (line) => `  ${line.replaceAll(/\n(?=.)/g, '\n  ')}`,
  );
  return `  ${paint('strong', HEADINGS[audience])}\n${lines.join('')}`;
}

function linesOf(report: readonly ReportEntry[], audience: Audience, width: number): readonly string[] {
  return reportLinesFor(report, audience).map(([label, value]) => {
    const name = printable(label).padEnd(LABEL - 1);
    return `${name} ${wrap(printable(value), width - LABEL, LABEL)}\n`;
  });
}
