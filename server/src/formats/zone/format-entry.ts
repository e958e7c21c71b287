import * as chars from './characters.ts';
import { classOf } from './characters.ts';
import type { ZoneBlock } from './block.ts';
import { isClass } from './header-words.ts';
import * as rows from './rows.ts';
import { templatesIn } from './template.ts';
import { parseTtlRange } from './ttl.ts';
import { firstWord } from './words.ts';

/** The columns of a zone file, from left to right. A TTL may be on either side of the class. */
export const OWNER_COLUMN = 0;
export const TTL_COLUMN = 1;
export const CLASS_COLUMN = 2;
export const TTL_AFTER_CLASS_COLUMN = 3;
export const TYPE_COLUMN = 4;
export const DATA_COLUMN = 5;
export const COLUMN_COUNT = 6;

/** A word of the header, or the data. Offsets in the block's text. */
export interface EntryCell {
  readonly column: number;
  readonly start: number;
  /** For the data: the end of the entry's first line, without its comment. */
  readonly end: number;
}

/** A line of an entry. Offsets in the block's text. */
export interface EntryLine {
  readonly start: number;
  /** The first character that is not white space. */
  readonly content: number;
  /** The end of the last character before the comment that is not white space. */
  readonly contentEnd: number;
  /** The comment after other text; -1 if there is none. */
  readonly comment: number;
  /** Without its line end. */
  readonly end: number;
}

/** The layout of an entry, as far as its white space may be changed. */
export interface EntryLayout {
  readonly block: ZoneBlock;
  readonly index: number;
  readonly cells: readonly EntryCell[];
  /** At least one. A line that begins within a string is part of the line before it. */
  readonly lines: readonly [EntryLine, ...EntryLine[]];
  readonly hasClass: boolean;
  readonly hasParentheses: boolean;
}

interface Token {
  readonly kind: 'word' | 'parenthesis' | 'comment' | 'line-end';
  readonly start: number;
  readonly end: number;
}

/**
 * The layout of a record; `undefined` if it has a fault, a template or an unusual header, so that its white space may
 * be significant.
 */
export function layoutOf(block: ZoneBlock, index: number): EntryLayout | undefined {
  const { text } = block;
  const start = block.startAt(index);
  const end = block.endAt(index);
  if ((block.flagsAt(index) & rows.FAULTY) !== 0 || block.lookahead > 0) return undefined;
  const lineStart = lineStartOf(text, start);
  const isAtMargin = lineStart === start;
  if (isAtMargin !== block.hasOwnOwnerAt(index) || !/^[ \t]*$/.test(text.slice(lineStart, start)))
    return undefined;
  const mayHoldTemplate = (block.flagsAt(index) & rows.UNUSUAL) !== 0;
  if (mayHoldTemplate && templatesIn(text, start, end).length > 0) return undefined;
  const tokens = tokensOf(text, start, end);
  const cells = cellsOf(text, tokens, isAtMargin);
  const lines = linesOf(text, lineStart, tokens);
  const [first] = lines;
  const data = cells?.at(-1);
  if (cells === undefined || first === undefined || data === undefined) return undefined;
  return {
    block,
    index,
    cells: [...cells.slice(0, -1), { ...data, end: first.contentEnd }],
    lines: [first, ...lines.slice(1)],
    hasClass: cells.some(({ column }) => column === CLASS_COLUMN),
    hasParentheses: tokens.some(({ kind }) => kind === 'parenthesis'),
  };
}

/** Everything but white space, from an entry's first character to the end of its last line. */
function tokensOf(text: string, start: number, end: number): readonly Token[] {
  const tokens: Token[] = [];
  let at = start;
  while (at < text.length) {
    switch (classOf(text.charCodeAt(at))) {
      case chars.WHITESPACE:
        at++;
        break;
      case chars.NEWLINE:
      case chars.RETURN: {
        if (at >= end) return tokens;
        const next = text.startsWith('\r\n', at) ? at + 2 : at + 1;
        tokens.push({ kind: 'line-end', start: at, end: next });
        at = next;
        break;
      }
      case chars.OPEN:
      case chars.CLOSE:
        tokens.push({ kind: 'parenthesis', start: at, end: at + 1 });
        at++;
        break;
      case chars.COMMENT: {
        const close = endOfComment(text, at);
        tokens.push({ kind: 'comment', start: at, end: close });
        at = close;
        break;
      }
      default: {
        const word = firstWord(text, at);
        tokens.push({ kind: 'word', start: at, end: word.end });
        at = word.end;
      }
    }
  }
  return tokens;
}

/** The words of the header and the first word of the data; `undefined` if the header is not on one line or has other words. */
function cellsOf(
  text: string,
  tokens: readonly Token[],
  hasOwner: boolean,
): readonly EntryCell[] | undefined {
  const cells: EntryCell[] = [];
  let next = 0;
  const add = (column: number): void => {
    const token = tokens[next++];
    if (token !== undefined) cells.push({ column, start: token.start, end: token.end });
  };
  // An owner in parentheses is read too, but is not at the margin.
  if (hasOwner && tokens[0]?.kind !== 'word') return undefined;
  if (hasOwner) add(OWNER_COLUMN);
  let hasClass = false;
  let hasTtl = false;
  for (;;) {
    const token = tokens[next];
    if (token?.kind !== 'word') return undefined;
    if (!hasTtl && parseTtlRange(text, token.start, token.end) >= 0) {
      hasTtl = true;
      add(hasClass ? TTL_AFTER_CLASS_COLUMN : TTL_COLUMN);
    } else if (!hasClass && isClass(text, token.start, token.end)) {
      hasClass = true;
      add(CLASS_COLUMN);
    } else {
      break;
    }
  }
  add(TYPE_COLUMN);
  const data = tokens[next];
  if (data?.kind !== 'word' && data?.kind !== 'parenthesis') return undefined;
  add(DATA_COLUMN);
  return cells;
}

function linesOf(text: string, start: number, tokens: readonly Token[]): readonly EntryLine[] {
  const lines: EntryLine[] = [];
  let from = start;
  let content = -1;
  let contentEnd = -1;
  let comment = -1;
  const close = (end: number): void => {
    // An empty line between parentheses, or one with only a comment.
    if (contentEnd < 0) contentEnd = content < 0 ? end : comment;
    const isAlone = comment >= 0 && comment === content;
    lines.push({
      start: from,
      content: content < 0 ? end : content,
      contentEnd: isAlone ? end : contentEnd,
      comment: isAlone ? -1 : comment,
      end,
    });
    content = contentEnd = comment = -1;
  };
  for (const token of tokens) {
    if (token.kind === 'line-end') {
      close(token.start);
      from = token.end;
      continue;
    }
    if (content < 0) content = token.start;
    if (token.kind === 'comment') comment = token.start;
    else contentEnd = token.end;
  }
  const last = tokens.at(-1)?.end ?? start;
  close(lineEndOf(text, last));
  return lines;
}

function endOfComment(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  return text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
}

export function lineStartOf(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return start;
}

/** The end of the line that contains `at`, without its line end characters. */
export function lineEndOf(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
  return end;
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}
