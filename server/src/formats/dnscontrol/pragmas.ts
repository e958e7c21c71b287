import type { Comment } from 'acorn';
import type { Pragma } from '../../records/document.ts';
import { rangeOf } from '../../text/range.ts';

/** The comments for mailtxt in a script. */
export function scriptPragmas(text: string, comments: readonly Comment[]): readonly Pragma[] {
  return comments.flatMap(({ type, value, start, end }) => {
    const words = value.trim();
    if (type !== 'Line' || !words.startsWith('mailtxt-')) return [];
    const at = text.indexOf('mailtxt-', start);
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const alone = text.slice(lineStart, start).trim() === '';
    return [{ at, text: words, range: rangeOf(start, end), alone }];
  });
}
