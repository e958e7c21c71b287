import { reportLinesFor } from '../problem-report.ts';
import type { Audience, ReportEntry } from '../problem-report.ts';
import { GAP, words } from './page.ts';
import type { PageBlock } from './page.ts';
import { plain } from './paint.ts';
import { renderText } from './render-text.ts';

const AUDIENCES: readonly Audience[] = ['own-it', 'postmaster'];

/** The reader of each of the 2 reports. */
const READERS: Readonly<Record<Audience, string>> = {
  'own-it': 'your own IT',
  postmaster: "the recipient's postmaster",
};

/** Columns of a label in the text form. */
const LABEL = 15;

/** The report in the form that is sent, one fact per line. */
export function problemReportText(report: readonly ReportEntry[], audience: Audience): string {
  return renderText([entriesBlock(report, audience)], { paint: plain, width: Infinity }).text;
}

/** The reports as parts of an explanation, each to copy. */
export function problemReportBlocks(report: readonly ReportEntry[]): readonly PageBlock[] {
  return AUDIENCES.flatMap((audience) => [
    GAP,
    {
      kind: 'copy',
      title: `Copy for ${READERS[audience]}`,
      text: problemReportText(report, audience),
      heading: `For ${READERS[audience]}, to copy`,
      blocks: [entriesBlock(report, audience)],
    },
  ]);
}

function entriesBlock(report: readonly ReportEntry[], audience: Audience): PageBlock {
  const rows = reportLinesFor(report, audience).map(([label, value]) => ({ label, words: words(value) }));
  return { kind: 'facts', rows, text: { label: LABEL } };
}
