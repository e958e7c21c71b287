import type { Pragma } from '../../records/document.ts';
import { rangeOf } from '../../text/range.ts';

/** Strings of Bicep and of JSON, in which there are no comments, and comments. Unclosed ones extend to the end. */
const STRING_OR_COMMENT =
  /'''(?:[^]*?'''|[^]*)|'(?:\\.|[^'\\\r\n])*'|"(?:\\.|[^"\\\r\n])*"|(\/\/[^\r\n]*|\/\*(?:[^]*?\*\/|[^]*))/g;

/** The comments for mailtxt in a text, or in some lines of it. */
export function commentPragmas(text: string): readonly Pragma[] {
  if (!text.includes('mailtxt-')) return [];
  return [...text.matchAll(STRING_OR_COMMENT)].flatMap(({ index: start, 1: comment }) => {
    const said = comment?.slice(2).replace(/\*\/$/, '');
    const words = said?.trim();
    if (comment === undefined || said === undefined || words === undefined) return [];
    if (!words.startsWith('mailtxt-') || /[\r\n]/.test(words)) return [];
    const at = start + 2 + said.length - said.trimStart().length;
    const end = start + comment.length;
    return [{ at, text: words, range: rangeOf(start, end), alone: isAlone(text, start, end) }];
  });
}

function isAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const rest = /[^ \t]/g;
  rest.lastIndex = end;
  const following = rest.exec(text)?.[0];
  return before.trim() === '' && (following === undefined || following === '\n' || following === '\r');
}
