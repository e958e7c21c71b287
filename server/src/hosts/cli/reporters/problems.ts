import { placePrefix } from '../../../features/reports/place.ts';
import { printable, printableLines } from '../../../text/printable.ts';
import type { FileProblem } from '../../node/file-problem.ts';
import type { Output } from '../output.ts';
import { PlainText } from '../../../text/plain-text.ts';
import { frameText } from './frame-text.ts';
import { noteText } from './note-text.ts';
import type { TextOptions } from './frame-text.ts';

/** Reports what could not be read or used. This is separate from the findings, because it is not a fault in a record. */
export function reportProblems(problems: readonly FileProblem[], out: Output, options: TextOptions): void {
  const { paint, nameOf } = options;
  for (const { problem, others } of sameProblems(problems)) {
    const { path, message, range, text } = problem;
    const name = printable(nameOf(path));
    if (range === undefined || text === undefined) {
      out.write(`${paint('strong', `mailtxt: ${name}`)} ${printableLines(message)}\n`);
      continue;
    }
    const source = new PlainText(text);
    const label = paint('warning', 'problem');
    out.write(`${placePrefix(source, range, name, paint)} ${label}: ${printable(message)}\n`);
    const frame = frameText(source, range, 'warning', options);
    out.write(
      `${frame.text}${others.length > 0 ? noteText('note', `the same in ${placesOf(others, nameOf)}`, frame.gutter, options) : ''}\n`,
    );
  }
}

/** The number of problems with the same message from which they are shown as one. */
const MANY = 4;
/** Positions that a problem names. The others are counted. */
const MAX_PLACES = 10;

interface SameProblems {
  readonly problem: FileProblem;
  readonly others: readonly FileProblem[];
}

/** Groups problems in the order of their first occurrence. A file that cannot be read has a line of its own. */
function sameProblems(problems: readonly FileProblem[]): readonly SameProblems[] {
  const groups: FileProblem[][] = [];
  const byMessage = new Map<string, FileProblem[]>();
  for (const problem of problems) {
    const same = problem.range === undefined ? undefined : byMessage.get(problem.message);
    if (same !== undefined) {
      same.push(problem);
      continue;
    }
    const group = [problem];
    groups.push(group);
    if (problem.range !== undefined) byMessage.set(problem.message, group);
  }
  return groups.flatMap((same): readonly SameProblems[] => {
    const [problem, ...others] = same;
    if (problem === undefined) return [];
    return same.length < MANY ? same.map((one) => ({ problem: one, others: [] })) : [{ problem, others }];
  });
}

function placesOf(problems: readonly FileProblem[], nameOf: TextOptions['nameOf']): string {
  const named = problems.slice(0, MAX_PLACES).map(({ path, range, text }) => {
    if (range === undefined || text === undefined) return nameOf(path);
    return `${nameOf(path)}:${new PlainText(text).offsetToPosition(range.start).line + 1}`;
  });
  const more = problems.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} other places` : ''}`;
}
