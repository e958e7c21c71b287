import { isWhitespace } from './characters.ts';
import type { CommentVisitor, Skipper } from './skipper.ts';
import { nextTopLevelHeader } from './top-level.ts';

const NEWLINE = 0x0a;
const OPEN_PAREN = 0x28;
const CLOSE_PAREN = 0x29;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Characters that may be more than a part of a word or an operator. */
const MATTERS = new Uint8Array(128);
for (const c of '\t\n\r "#()/<[]{}') MATTERS[c.charCodeAt(0)] = 1;

/** Finds where expressions end: at the first line ending or brace outside all brackets. It does not parse them. */
export class ExpressionScanner {
  private readonly text: string;
  private readonly skipper: Skipper;
  private readonly onComment: CommentVisitor;
  /** Where the search stops; a string or a comment may extend past it. */
  limit = 0;
  /**
   * How to handle brackets that do not match. `false`: fail, because the whole item is read again. `true`: end the expression
   * where the next attribute or block seems to begin.
   */
  tolerant = false;
  /** The offset after the last character of the expression, without whitespace and comments. */
  end = 0;
  /** Where reading continues: at a line ending, at a brace that closes a block, at another item, or at or after the limit. */
  next = 0;
  /** The open brackets. */
  private open: number[] = [];
  private lineStart = 0;
  private indent = 0;

  constructor(text: string, skipper: Skipper, onComment: CommentVisitor) {
    this.text = text;
    this.skipper = skipper;
    this.onComment = onComment;
  }

  /** Sets `end` and `next` for the expression that starts at `start`. False: its brackets do not match. */
  scan(start: number): boolean {
    const { text, limit } = this;
    if (this.open.length > 0) this.open = [];
    this.lineStart = start;
    if (this.tolerant) this.indent = indentOf(text, text.lastIndexOf('\n', start - 1) + 1);
    this.end = start;
    let pos = start;
    while (pos < limit) {
      const code = text.charCodeAt(pos);
      if (code >= 128 || MATTERS[code] === 0) {
        pos = this.endOfPlain(pos + 1);
        this.end = pos;
        continue;
      }
      if (code === 0x20 || code === 0x09 || code === 0x0d) {
        pos++;
        continue;
      }
      if (code === NEWLINE) {
        if (this.endsAtLine(pos)) return true;
        pos++;
        continue;
      }
      if (code === CLOSE_BRACE && this.open.length === 0) break;
      const next = this.token(pos, code);
      if (next < 0) return false;
      pos = next;
      if (this.next === pos) return true;
    }
    this.next = pos;
    return this.tolerant || this.open.length === 0;
  }

  private endOfPlain(from: number): number {
    const { text, limit } = this;
    let pos = from;
    while (pos < limit) {
      const code = text.charCodeAt(pos);
      if (code < 128 && MATTERS[code] !== 0) break;
      pos++;
    }
    return pos;
  }

  /** Whether the expression ends at the line ending at `pos`, or before what follows it. */
  private endsAtLine(pos: number): boolean {
    if (this.open.length === 0) {
      this.next = pos;
      return true;
    }
    this.lineStart = pos + 1;
    const innermost = this.open[this.open.length - 1] ?? 0;
    if (!this.tolerant || !startsAnotherItem(this.text, pos + 1, innermost, this.indent)) return false;
    this.next = pos + 1;
    return true;
  }

  /** The offset after the token at `pos`; -1 if it does not fit. If that equals `next`, the expression ends there. */
  private token(pos: number, code: number): number {
    this.next = -1;
    let after = pos + 1;
    switch (code) {
      case 0x22:
        after = Math.abs(this.skipper.quoted(pos));
        break;
      case 0x3c: {
        const heredoc = this.skipper.heredocOpener(pos);
        if (heredoc === undefined) break;
        after = this.skipper.heredocEnd(heredoc);
        if (after < 0) return this.openHeredoc(heredoc.contentStart);
        break;
      }
      case 0x23:
      case 0x2f: {
        const close = this.skipper.comment(pos);
        if (close < 0) break;
        this.onComment(pos, close);
        return close;
      }
      case OPEN_PAREN:
      case OPEN_BRACKET:
      case OPEN_BRACE:
        this.open.push(code);
        break;
      case CLOSE_PAREN:
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        if (!this.close(pos, code)) return -1;
        if (this.next === pos) return pos;
        break;
    }
    this.end = after;
    return after;
  }

  /** A heredoc without an end extends through the rest of the file, up to what must be a top-level block. */
  private openHeredoc(contentStart: number): number {
    if (!this.tolerant) return -1;
    const header = nextTopLevelHeader(this.text, contentStart);
    this.next = header < 0 ? this.limit : header;
    this.end = this.next;
    return this.next;
  }

  /** False: the bracket does not close an open one. Sets `next` if it ends the expression. */
  private close(pos: number, code: number): boolean {
    const { open } = this;
    const opener = openerOf(code);
    if (open[open.length - 1] === opener) {
      open.pop();
      return true;
    }
    if (!this.tolerant) return false;
    const level = open.lastIndexOf(opener);
    if (level >= 0) open.length = level;
    // A brace that was not opened in the expression closes the block.
    else if (code === CLOSE_BRACE && indentOf(this.text, this.lineStart) === pos - this.lineStart)
      this.next = pos;
    return true;
  }
}

function openerOf(closer: number): number {
  if (closer === CLOSE_PAREN) return OPEN_PAREN;
  return closer === CLOSE_BRACKET ? OPEN_BRACKET : OPEN_BRACE;
}

const ASSIGNMENT = /[ \t]*[\p{ID_Start}_][\p{ID_Continue}-]*[ \t]*=(?![=>])/uy;
/** An expression never has a name, optional labels, and then a brace. */
const BLOCK_HEADER =
  /[ \t]*(?!(?:for|if|in|else)\b)[\p{ID_Start}_][\p{ID_Continue}-]*(?:[ \t]+(?:"[^"\n]*"|[\p{ID_Start}_][\p{ID_Continue}-]*))*[ \t]*\{/uy;

/** Whether the line at `line`, within an open bracket, looks like the attribute or block that follows a broken expression. */
function startsAnotherItem(text: string, line: number, innermost: number, indent: number): boolean {
  BLOCK_HEADER.lastIndex = line;
  if (BLOCK_HEADER.test(text)) return true;
  ASSIGNMENT.lastIndex = line;
  if (!ASSIGNMENT.test(text)) return false;
  // In an object, members look like attributes; only a line that is not indented deeper than the whole is not a member.
  return innermost !== OPEN_BRACE || indentOf(text, line) <= indent;
}

function indentOf(text: string, line: number): number {
  let pos = line;
  while (isWhitespace(text.charCodeAt(pos))) pos++;
  return pos - line;
}
