import { isBlank } from './characters.ts';
import type { CommentVisitor, Skipper } from './skipper.ts';
import { nextTopLevelHeader } from './top-level.ts';

const OPEN_PAREN = 0x28;
const CLOSE_PAREN = 0x29;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** How the end of an expression is found. */
export interface ExpressionScan {
  readonly skipper: Skipper;
  /** Where looking ends; a string or a comment may run over it. */
  readonly limit: number;
  /**
   * What to do with brackets that do not match. `false`: fail, the whole is tried again. `true`: end the expression where
   * the next attribute or block seems to begin.
   */
  readonly tolerant: boolean;
  /** Called for each comment on the way. */
  readonly onComment: CommentVisitor;
}

export interface ScannedExpression {
  /** Just behind its last character, blanks and comments not counted. */
  readonly end: number;
  /** Where reading goes on: at a line end, at a brace that closes a block, at another item, or not before the limit. */
  readonly next: number;
}

/**
 * The end of the expression that starts at `start`: the first line end, or brace, outside all brackets. It does not look at
 * what the expression says. `undefined` when it has no end that fits and `tolerant` is not set.
 */
export function scanExpression(
  text: string,
  start: number,
  scan: ExpressionScan,
): ScannedExpression | undefined {
  const { skipper, limit, tolerant } = scan;
  const indent = tolerant ? indentOf(text, text.lastIndexOf('\n', start - 1) + 1) : 0;
  const open: number[] = [];
  let lineStart = start;
  let pos = start;
  let end = start;
  while (pos < limit) {
    const code = text.charCodeAt(pos);
    switch (code) {
      case 0x20:
      case 0x09:
      case 0x0d:
        pos++;
        continue;
      case 0x0a: {
        if (open.length === 0) return { end, next: pos };
        pos++;
        if (tolerant && startsAnotherItem(text, pos, open[open.length - 1] ?? 0, indent)) {
          return { end, next: pos };
        }
        lineStart = pos;
        continue;
      }
      case 0x22: {
        const close = skipper.quoted(pos);
        pos = Math.abs(close);
        break;
      }
      case 0x3c: {
        const heredoc = skipper.heredocOpener(pos);
        if (heredoc === undefined) {
          pos++;
          break;
        }
        const close = skipper.heredocEnd(heredoc);
        if (close < 0) {
          if (!tolerant) return undefined;
          const header = nextTopLevelHeader(text, heredoc.contentStart);
          pos = header < 0 ? limit : header;
          return { end: pos, next: pos };
        }
        pos = close;
        break;
      }
      case 0x23:
      case 0x2f: {
        const close = skipper.comment(pos);
        if (close < 0) {
          pos++;
          break;
        }
        scan.onComment(pos, close);
        pos = close;
        continue;
      }
      case OPEN_PAREN:
      case OPEN_BRACKET:
      case OPEN_BRACE:
        open.push(code);
        pos++;
        break;
      case CLOSE_PAREN:
      case CLOSE_BRACKET:
      case CLOSE_BRACE: {
        if (open.length === 0 && code === CLOSE_BRACE) return { end, next: pos };
        const opener = openerOf(code);
        if (open[open.length - 1] === opener) {
          open.pop();
        } else if (!tolerant) {
          return undefined;
        } else {
          const level = open.lastIndexOf(opener);
          // A brace that nothing here opened closes the block.
          if (level < 0 && code === CLOSE_BRACE && isBlankBetween(text, lineStart, pos)) {
            return { end, next: pos };
          }
          if (level >= 0) open.length = level;
        }
        pos++;
        break;
      }
      default:
        pos++;
    }
    end = pos;
  }
  if (open.length > 0 && !tolerant) return undefined;
  return { end, next: pos };
}

function openerOf(closer: number): number {
  if (closer === CLOSE_PAREN) return OPEN_PAREN;
  return closer === CLOSE_BRACKET ? OPEN_BRACKET : OPEN_BRACE;
}

function isBlankBetween(text: string, start: number, end: number): boolean {
  for (let pos = start; pos < end; pos++) if (!isBlank(text.charCodeAt(pos))) return false;
  return true;
}

const ASSIGNMENT = /[ \t]*[\p{ID_Start}_][\p{ID_Continue}-]*[ \t]*=(?![=>])/uy;
/** No expression has a name, perhaps labels, and then a brace. */
const BLOCK_HEADER =
  /[ \t]*(?!(?:for|if|in|else)\b)[\p{ID_Start}_][\p{ID_Continue}-]*(?:[ \t]+(?:"[^"\n]*"|[\p{ID_Start}_][\p{ID_Continue}-]*))*[ \t]*\{/uy;

/** Whether the line at `line`, within an open bracket, reads as the attribute or block that follows a broken expression. */
function startsAnotherItem(text: string, line: number, innermost: number, indent: number): boolean {
  BLOCK_HEADER.lastIndex = line;
  if (BLOCK_HEADER.test(text)) return true;
  ASSIGNMENT.lastIndex = line;
  if (!ASSIGNMENT.test(text)) return false;
  // In an object, members look like attributes; only one that stands no deeper than the whole is none.
  return innermost !== OPEN_BRACE || indentOf(text, line) <= indent;
}

function indentOf(text: string, line: number): number {
  let pos = line;
  while (isBlank(text.charCodeAt(pos))) pos++;
  return pos - line;
}
