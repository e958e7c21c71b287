import { rangeOf } from '../../../text/range.ts';
import { endOfIdentifier, endOfLine, isWhitespace, isIdentifierStart, lineEndAt } from './characters.ts';
import { MAX_NESTING } from '../../../text/syntax-fault.ts';

/** The opener of a heredoc: `<<EOT` or `<<-EOT` with its line ending. */
export interface HeredocOpener {
  readonly marker: string;
  /** `<<-`: the indentation that all lines share is not part of the text. */
  readonly flush: boolean;
  /** Where its first line starts. */
  readonly contentStart: number;
}

export type CommentVisitor = (start: number, end: number) => void;

/**
 * Finds the ends of strings, heredocs, template sequences and comments without parsing their content.
 *
 * A sequence `${…}` may span several lines, and one that is never closed would be followed to the end of the text each time.
 * Invariant: everything that was followed without success ended before `giveUpBefore`, and before that place no sequence is
 * followed past its own line. So the total work stays linear, however many are left open.
 */
export class Skipper {
  private readonly text: string;
  readonly end: number;
  private giveUpBefore = 0;
  /** Lines that contain only an identifier, by that identifier: heredocs may end there. Created when first needed. */
  private markerLines: Map<string, number[]> | undefined;
  /** The first unclosed comment; after it, every comment is unclosed. */
  private openCommentAt = Infinity;
  private depth = 0;
  /** From a place in the last examined line to its end. */
  private brokenLine = rangeOf(0, 0);

  constructor(text: string, end = text.length) {
    this.text = text;
    this.end = end;
  }

  /** The end of the comment that starts at `at`, before its line ending; -1 if there is none. */
  comment(at: number): number {
    const text = this.text;
    const code = text.charCodeAt(at);
    if (code === 0x23) return endOfLine(text, at, this.end);
    if (code !== 0x2f) return -1;
    const next = text.charCodeAt(at + 1);
    if (next === 0x2f) return endOfLine(text, at, this.end);
    if (next !== 0x2a) return -1;
    const close = at >= this.openCommentAt ? -1 : text.indexOf('*/', at + 2);
    if (close >= 0 && close + 2 <= this.end) return close + 2;
    // An unclosed comment hides only its own line.
    this.openCommentAt = Math.min(this.openCommentAt, at);
    return endOfLine(text, at, this.end);
  }

  /**
   * The first character at or after `at` that is not whitespace, a comment or a line ending. At or after `limit` if there is none
   * before it: a comment may extend past it.
   */
  trivia(at: number, limit: number, onComment?: CommentVisitor): number {
    const text = this.text;
    let pos = at;
    for (;;) {
      pos = this.skipWhitespace(pos, limit, onComment);
      if (pos >= limit || text.charCodeAt(pos) !== 0x0a) return pos;
      pos++;
    }
  }

  /** Like `trivia`, but stops at a line ending. */
  skipWhitespace(at: number, limit: number, onComment?: CommentVisitor): number {
    const text = this.text;
    let pos = at;
    while (pos < limit) {
      const code = text.charCodeAt(pos);
      if (code === 0x20 || code === 0x09 || code === 0x0d) {
        pos++;
      } else if (code === 0x23 || code === 0x2f) {
        const close = this.comment(pos);
        if (close < 0) break;
        onComment?.(pos, close);
        pos = close;
      } else {
        break;
      }
    }
    return pos;
  }

  /** Whether the comment at `at`, which `comment` has skipped, is unclosed. */
  isOpenComment(at: number): boolean {
    return at >= this.openCommentAt && this.text.charCodeAt(at + 1) === 0x2a;
  }

  /**
   * The offset after the quote that closes the string at `at`. A string that is not closed on its line, except in templates, is
   * broken: then the negative end of that line.
   */
  quoted(at: number): number {
    const text = this.text;
    const end = this.end;
    let pos = at + 1;
    while (pos < end) {
      const code = text.charCodeAt(pos);
      if (code === 0x22) return pos + 1;
      if (code === 0x0a) break;
      if (code === 0x5c) {
        pos += text.charCodeAt(pos + 1) === 0x0a ? 1 : 2;
      } else if ((code === 0x24 || code === 0x25) && pos + 1 < end) {
        if (text.charCodeAt(pos + 1) === 0x7b) {
          const close = this.sequence(pos);
          if (close < 0) break;
          pos = close;
        } else {
          pos += isEscapedSequence(text, pos) ? 3 : 1;
        }
      } else {
        pos++;
      }
    }
    return -this.endOfBrokenLine(at);
  }

  /** Strings that are not closed are often many on one line, nested in each other: the end of the line is searched for once. */
  private endOfBrokenLine(at: number): number {
    const { start, end } = this.brokenLine;
    if (at >= start && at < end) return end;
    this.brokenLine = rangeOf(at, endOfLine(this.text, at, this.end));
    return this.brokenLine.end;
  }

  /** The offset after the brace that closes the sequence `${` or `%{` at `at`; -1 if there is none. */
  sequence(at: number): number {
    if (this.depth >= MAX_NESTING) return -1;
    this.depth++;
    const found = this.closeOfSequence(at);
    this.depth--;
    return found;
  }

  private closeOfSequence(at: number): number {
    const text = this.text;
    const end = this.end;
    const oneLine = at < this.giveUpBefore;
    let braces = 0;
    let pos = at + 2;
    while (pos < end) {
      const code = text.charCodeAt(pos);
      if (code === 0x7d) {
        if (braces === 0) return pos + 1;
        braces--;
        pos++;
      } else if (code === 0x7b) {
        braces++;
        pos++;
      } else if (code === 0x22) {
        pos = this.quoted(pos);
        if (pos < 0) {
          this.gaveUp(-pos);
          return -1;
        }
      } else if (code === 0x0a) {
        if (oneLine) return -1;
        pos++;
      } else if (code === 0x3c) {
        const heredoc = oneLine ? undefined : this.heredocOpener(pos);
        pos = heredoc === undefined ? pos + 1 : this.heredocEnd(heredoc);
        if (pos < 0) {
          this.gaveUp(-pos);
          return -1;
        }
      } else if (code === 0x23 || code === 0x2f) {
        const close = this.comment(pos);
        pos = close < 0 ? pos + 1 : close;
      } else {
        pos++;
      }
    }
    this.gaveUp(end);
    return -1;
  }

  private gaveUp(at: number): void {
    this.giveUpBefore = Math.max(this.giveUpBefore, at);
  }

  /** The heredoc that opens at `at`, if there is one. */
  heredocOpener(at: number): HeredocOpener | undefined {
    const text = this.text;
    if (text.charCodeAt(at) !== 0x3c || text.charCodeAt(at + 1) !== 0x3c) return undefined;
    const flush = text.charCodeAt(at + 2) === 0x2d;
    const start = at + (flush ? 3 : 2);
    if (!isIdentifierStart(text, start)) return undefined;
    const markerEnd = endOfIdentifier(text, start, this.end);
    const newline = lineEndAt(text, markerEnd);
    if (newline === 0 || markerEnd + newline > this.end) return undefined;
    return { marker: text.slice(start, markerEnd), flush, contentStart: markerEnd + newline };
  }

  /** The end of the closing marker of a heredoc; the negative end of the text if there is none. */
  heredocEnd(opener: HeredocOpener): number {
    const text = this.text;
    const end = this.end;
    const { marker } = opener;
    let line = opener.contentStart;
    let isHopeful = false;
    while (line < end) {
      // After one heredoc without an end was found, it is known where others may end.
      if (!isHopeful && this.markerLines !== undefined) {
        if (!this.hasMarkerAfter(marker, line)) return -end;
        isHopeful = true;
      }
      const closing = this.markerEndOn(line, marker);
      if (closing >= 0) return closing;
      let eol = text.indexOf('\n', line);
      if (eol < 0 || eol > end) eol = end;
      line = this.endOfTemplates(line, eol) + 1;
    }
    this.markerLines ??= this.findMarkerLines();
    this.gaveUp(end);
    return -end;
  }

  /** The end of the marker that is alone on the line at `line`; -1 if it is not. */
  markerEndOn(line: number, marker: string): number {
    const text = this.text;
    let pos = line;
    while (isHeredocWhitespace(text.charCodeAt(pos))) pos++;
    if (!text.startsWith(marker, pos)) return -1;
    const close = pos + marker.length;
    if (close > this.end) return -1;
    let rest = close;
    while (rest < this.end && isHeredocWhitespace(text.charCodeAt(rest))) rest++;
    return rest >= this.end || text.charCodeAt(rest) === 0x0a ? close : -1;
  }

  /** The end of the line that ends at `eol`, or of a later one if a sequence on it continues. */
  private endOfTemplates(line: number, eol: number): number {
    const text = this.text;
    let pos = line;
    while (pos < eol) {
      const code = text.charCodeAt(pos);
      if (code !== 0x24 && code !== 0x25) {
        pos++;
      } else if (text.charCodeAt(pos + 1) === 0x7b) {
        const close = this.sequence(pos);
        // An unclosed sequence is text, and so is the rest of its line.
        if (close < 0) return eol;
        pos = close;
        if (pos > eol) {
          const next = text.indexOf('\n', pos);
          eol = next < 0 || next > this.end ? this.end : next;
        }
      } else {
        pos += isEscapedSequence(text, pos) ? 3 : 1;
      }
    }
    return eol;
  }

  private findMarkerLines(): Map<string, number[]> {
    const text = this.text;
    const lines = new Map<string, number[]>();
    let line = 0;
    while (line < this.end) {
      let pos = line;
      while (isHeredocWhitespace(text.charCodeAt(pos))) pos++;
      const close = endOfIdentifier(text, pos, this.end);
      if (close > pos && this.markerEndOn(line, text.slice(pos, close)) >= 0) {
        const marker = text.slice(pos, close);
        const known = lines.get(marker);
        if (known === undefined) lines.set(marker, [line]);
        else known.push(line);
      }
      const eol = text.indexOf('\n', line);
      if (eol < 0) break;
      line = eol + 1;
    }
    return lines;
  }

  private hasMarkerAfter(marker: string, at: number): boolean {
    const lines = this.markerLines?.get(marker);
    return lines !== undefined && (lines[lines.length - 1] ?? -1) >= at;
  }
}

/** `$${` and `%%{` mean `${` and `%{`. */
export function isEscapedSequence(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === 0x7b;
}

function isHeredocWhitespace(code: number): boolean {
  return isWhitespace(code) || code === 0x0d;
}
