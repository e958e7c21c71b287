import { Tokenizer } from 'htmlparser2';
import { rangeOf } from '../../text/range.ts';
import { MappedText } from '../../text/mapped-text.ts';
import type { Segment } from '../../text/mapped-text.ts';

/** UTF-16 code units of HTML that are read. The report is at the start, and long pages quote the message. */
export const MAX_HTML = 256 * 1024;

/** Elements whose content is not displayed. */
const HIDDEN = new Set(['script', 'style', 'title', 'template', 'noscript']);
/** Inline elements. Any other element begins and ends a line. */
const INLINE =
  /^(?:a|abbr|b|bdi|bdo|big|cite|code|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr|o:p)$/;
const CELL = /^t[dh]$/;

/** A non-breaking space is treated as a space. */
function characterOf(code: number): string {
  return code === 0xa0 ? ' ' : String.fromCodePoint(code);
}

/**
 * The text of HTML as people read it, with entities decoded, each block on its own lines, and table cells separated by
 * tabs. Each character maps back to its place in the source. No tree is built, so the work is proportional to the
 * length.
 */
export function htmlText(html: MappedText): MappedText {
  const source = html.text.slice(0, MAX_HTML);
  const pieces: string[] = [];
  const segments: Segment[] = [];
  let length = 0;
  let hidden: string | undefined;
  const push = (text: string, from?: number, to?: number): void => {
    if (hidden !== undefined || text === '') return;
    const place = from === undefined || to === undefined ? undefined : html.toSource(rangeOf(from, to));
    if (place !== undefined) segments.push({ at: length, length: text.length, source: place });
    pieces.push(text);
    length += text.length;
  };
  const pushBreak = (name: string): void => {
    if (CELL.test(name)) push('\t');
    else if (!INLINE.test(name) && !/\n\s{0,200}$/.test(pieces.at(-1) ?? '\n')) push('\n');
  };
  const ignore = (): void => undefined;
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext: (start, end) => push(source.slice(start, end), start, end),
      ontextentity: (code, end) => push(characterOf(code), source.lastIndexOf('&', end - 1), end),
      onopentagname(start, end) {
        const name = source.slice(start, end).toLowerCase();
        pushBreak(name);
        if (HIDDEN.has(name)) hidden ??= name;
      },
      onclosetag(start, end) {
        const name = source.slice(start, end).toLowerCase();
        if (hidden === name) hidden = undefined;
        pushBreak(name);
      },
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onattribname: ignore,
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  return new MappedText(pieces.join(''), segments);
}
