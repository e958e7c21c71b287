import { rangeOf } from '../text/range.ts';
import type { TextRdata } from './record.ts';
import type { FixEdit } from './report.ts';
import { hasUnquoted, spaced } from './words.ts';

/**
 * The edits that remove quotes of a kind from a record. If they were meant to quote it, its words are separate strings
 * and a `;` has turned the rest into a comment: they become one string again.
 *
 * @param marks matches every run of marks that is to be removed
 */
export function withoutMarks(rdata: TextRdata, marks: RegExp): readonly FixEdit[] {
  const rest = rdata.comment?.text ?? '';
  const wasCut = rest.search(marks) >= 0;
  if (wasCut || (hasUnquoted(rdata) && rdata.strings.length > 1)) {
    const text = wasCut ? spaced(rdata) + rest : spaced(rdata);
    const strings = [text.replace(marks, '').trim()];
    return [{ kind: 'set-strings', strings, ...(wasCut ? { comment: 'remove' } : {}) }];
  }
  return Array.from(rdata.value.text.matchAll(marks), ({ 0: run, index }) => ({
    range: rangeOf(index, index + run.length),
    text: '',
  }));
}
