import type { Fault, Repair } from '../../records/format.ts';

/** The edit that mends a fault of the file's form, where it is plain what was meant. `entry` is the text from the anchor. */
export function repairOf(fault: Omit<Fault, 'repair'>, entry: string): Repair | undefined {
  switch (fault.code) {
    case 'unterminated-quote': {
      const end = endOfText(entry, fault.range.start, fault.range.end);
      return {
        title: 'Close the quote at the end of the line',
        safety: 'review',
        edits: [{ range: { start: end, end }, text: '"' }],
      };
    }
    case 'unbalanced-parentheses': {
      if (entry[fault.range.start] === ')') {
        return { title: 'Delete the ")"', safety: 'review', edits: [{ range: fault.range, text: '' }] };
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

/** The end of the typed text of the line, blanks at its end left out. */
function endOfText(entry: string, start: number, end: number): number {
  while (end > start + 1 && (entry[end - 1] === ' ' || entry[end - 1] === '\t')) end--;
  return end;
}
