import { printable } from '../../../text/printable.ts';
import { wrap } from '../../../features/reports/wrap.ts';
import type { TextOptions } from './frame-text.ts';

/** Columns: wider lines of prose are hard to read. */
const PROSE_WIDTH = 100;

/** A wrapped line below the frame of a finding: `= note: …`. `gutter`: columns before the frame. */
export function noteText(
  label: string,
  words: string,
  gutter: number,
  { paint, width }: TextOptions,
): string {
  const indent = gutter + 3 + label.length + 2;
  const wrapped = wrap(printable(words), Math.min(width, PROSE_WIDTH) - indent, indent);
  return `${' '.repeat(gutter)} ${paint('faint', '=')} ${paint('strong', `${label}:`)} ${wrapped}\n`;
}
