import { placePrefix } from '../../../features/reports/place.ts';
import { printable, printableLines } from '../../../text/printable.ts';
import type { FileProblem } from '../../node/config-files.ts';
import type { Output } from '../output.ts';
import { PlainText } from '../../../text/plain-text.ts';
import { frameText } from './frame-text.ts';
import type { TextOptions } from './frame-text.ts';

/** What could not be read or used: apart from the findings, since it is no fault of a record. */
export function reportProblems(problems: readonly FileProblem[], out: Output, options: TextOptions): void {
  const { paint, nameOf } = options;
  for (const { path, message, range, text } of problems) {
    const name = printable(nameOf(path));
    if (range === undefined || text === undefined) {
      out.write(`${paint('strong', `mailtxt: ${name}`)} ${printableLines(message)}\n`);
      continue;
    }
    const source = new PlainText(text);
    const label = paint('warning', 'problem');
    out.write(`${placePrefix(source, range, name, paint)} ${label}: ${printable(message)}\n`);
    out.write(`${frameText(source, range, 'warning', options).text}\n`);
  }
}
