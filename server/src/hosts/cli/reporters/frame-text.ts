import type { Paint, Style } from '../../../features/reports/paint.ts';
import type { Range } from '../../../text/range.ts';
import type { SourceText } from '../../../text/source-text.ts';
import { codeFrame } from '../code-frame.ts';

export interface TextOptions {
  readonly paint: Paint;
  /** The maximum number of columns. Only headings and summaries may be longer, so that they can be searched. */
  readonly width: number;
  /** The displayed name of a file. */
  readonly nameOf: (path: string) => string;
}

/** The source lines after a gutter of line numbers, with carets under the range, and the width of the gutter. */
export function frameText(
  source: SourceText,
  range: Range,
  style: Style,
  { paint, width }: TextOptions,
): { readonly text: string; readonly gutter: number } {
  const gutter = String(source.offsetToPosition(range.end).line + 1).length;
  const margin = ' '.repeat(gutter);
  const bar = paint('faint', '|');
  let text = `${margin} ${bar}\n`;
  for (const line of codeFrame(source, range, width - gutter - 3)) {
    const number = line.number === undefined ? '' : String(line.number);
    text += `${paint('faint', number.padStart(gutter))} ${bar}${line.text === '' ? '' : ` ${line.text}`}\n`;
    if (line.carets === '') continue;
    const indent = line.carets.indexOf('^');
    text += `${margin} ${bar} ${' '.repeat(indent)}${paint(style, line.carets.slice(indent))}\n`;
  }
  return { text, gutter };
}
