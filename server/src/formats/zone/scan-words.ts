import type { FaultDetail } from '../../records/format.ts';
import * as chars from './characters.ts';
import { classOf, isPlainInQuotes } from './characters.ts';
import * as rows from './rows.ts';
import { endOfTemplate } from './template.ts';

/** A fault that the scanner found. Offsets are in the scanned text, and `row` is its entry. */
export interface ScanFault {
  readonly detail: FaultDetail;
  readonly row: number;
  readonly start: number;
  readonly end: number;
}

export interface ScanPragma {
  readonly at: number;
  readonly end: number;
  readonly alone: boolean;
}

/** Characters after which an unclosed parenthesis is abandoned. No record is longer, because RDATA ends at 65,535 octets. */
const FARTHEST = 1 << 20;

export const NO_WORD = 0;
export const WORD = 1;
export const QUOTED = 2;

/**
 * Reads a master file word by word (RFC 1035 §5.1): strings, escapes, comments, and parentheses across line ends. {@link Scanner}
 * interprets the words.
 */
export abstract class WordScanner {
  protected readonly text: string;
  /** Whether the text is part of a longer one, so that an entry that reaches its end is not finished. */
  protected readonly open: boolean;
  /** Where to look for the next entry or, within an entry, the next word. */
  at = 0;
  /** An entry needs text that is not here; `at` is before it. */
  starved = false;
  /** The farthest offset that was looked at to find the end of an unclosed parenthesis. */
  farthest = 0;

  protected faults: ScanFault[] = [];
  protected pragmas: ScanPragma[] = [];

  // The word that `word` read.
  protected wordStart = 0;
  protected wordEnd = 0;
  /** The unusual properties of the entry; see `rows.ts`. */
  protected flags = 0;
  protected depth = 0;
  protected lastEnd = 0;
  private openedAt = 0;
  // Where to continue if the parenthesis never closes: the first line inside that looks like a record.
  private recoverAt = -1;
  /** The current line inside parentheses if it looks like a record, otherwise -1. */
  private lineCandidate = -1;

  constructor(text: string, open: boolean) {
    this.text = text;
    this.open = open;
  }

  /** The row of the current entry. */
  protected abstract get row(): number;

  /**
   * The next word or string of the entry. NO_WORD at its end, when the scanner is on the next line. White space,
   * comments, parentheses and, within those, line ends are skipped.
   */
  protected word(): number {
    const text = this.text;
    const length = text.length;
    let pos = this.at;
    for (;;) {
      if (pos >= length) return this.endOfText(pos);
      const c = text.charCodeAt(pos);
      switch (c < 128 ? classOf(c) : chars.ORDINARY) {
        case chars.WHITESPACE:
          pos++;
          continue;
        case chars.RETURN:
        case chars.NEWLINE:
          if (this.depth === 0) {
            this.at = pos;
            this.skipLineEnd();
            return NO_WORD;
          }
          pos = this.nextLineInside(pos);
          if (pos < 0) return NO_WORD;
          continue;
        case chars.COMMENT:
          pos = this.comment(pos, false);
          continue;
        case chars.OPEN:
          if (this.depth > 0 && this.lineCandidate >= 0) {
            return this.giveUp(pos);
          }
          if (this.depth === 0) {
            this.openedAt = pos;
            this.recoverAt = -1;
            this.lineCandidate = -1;
          }
          this.depth++;
          pos++;
          this.lastEnd = pos;
          continue;
        case chars.CLOSE:
          if (this.depth === 0)
            this.fault({ code: 'unbalanced-parentheses', reason: 'unopened' }, pos, pos + 1);
          else this.depth--;
          pos++;
          this.lastEnd = pos;
          continue;
        case chars.QUOTE:
          return this.quoted(pos);
        default:
          return this.plain(pos);
      }
    }
  }

  private plain(start: number): number {
    const text = this.text;
    const length = text.length;
    let pos = start;
    for (; pos < length; pos++) {
      const c = text.charCodeAt(pos);
      if (c >= 128) {
        this.flags |= rows.UNUSUAL;
        continue;
      }
      const kind = classOf(c);
      if (kind === chars.ORDINARY) continue;
      if (kind === chars.ESCAPE) {
        this.flags |= rows.UNUSUAL;
        if (!isLineEnd(text.charCodeAt(pos + 1))) pos++;
        continue;
      }
      if (kind === chars.TEMPLATE) {
        this.flags |= rows.UNUSUAL;
        const end = endOfTemplate(text, pos, length);
        if (end > 0) pos = end - 1;
        continue;
      }
      break;
    }
    if (pos > length) pos = length;
    if (pos - start > 255) this.flags |= rows.LONG_STRING;
    this.wordStart = start;
    this.wordEnd = this.at = this.lastEnd = pos;
    return WORD;
  }

  private quoted(start: number): number {
    const text = this.text;
    const length = text.length;
    let pos = start + 1;
    for (; pos < length; pos++) {
      const c = text.charCodeAt(pos);
      if (isPlainInQuotes(c)) continue;
      if (c === 0x22) break;
      if (c >= 128) {
        this.flags |= rows.UNUSUAL;
      } else if (c === 0x5c) {
        this.flags |= rows.UNUSUAL;
        pos++;
      } else if (c === 0x0a) {
        // BIND ends a string at the end of its line unless the line end is escaped.
        if (text.charCodeAt(pos - 1) === 0x0d) pos--;
        this.openQuote(start, pos);
        this.wordStart = start;
        this.wordEnd = this.at = this.lastEnd = pos;
        return QUOTED;
      } else {
        this.flags |= rows.UNUSUAL;
        const end = endOfTemplate(text, pos, length);
        if (end > 0) pos = end - 1;
      }
    }
    if (pos >= length) {
      if (this.open) {
        this.starved = true;
        return NO_WORD;
      }
      pos = length;
      this.openQuote(start, pos);
    } else {
      if (pos - start > 256) this.flags |= rows.LONG_STRING;
      pos++;
    }
    this.wordStart = start;
    this.wordEnd = this.at = this.lastEnd = pos;
    return QUOTED;
  }

  /** Skips a line end within parentheses. Returns -1 if the parenthesis was abandoned. */
  private nextLineInside(pos: number): number {
    const text = this.text;
    if (text.charCodeAt(pos) === 0x0d && text.charCodeAt(pos + 1) === 0x0a) pos++;
    pos++;
    if (pos - this.openedAt > FARTHEST && this.recoverAt >= 0) {
      this.giveUp(pos);
      return -1;
    }
    this.lineCandidate = this.looksLikeRecordLine(pos) ? pos : -1;
    if (this.recoverAt < 0 && this.lineCandidate >= 0) this.recoverAt = this.lineCandidate;
    return pos;
  }

  /** The parenthesis never closes, so the entry ends before the first line that looks like a record. */
  private giveUp(seen: number): number {
    const text = this.text;
    const stop = this.recoverAt >= 0 ? this.recoverAt : text.length;
    this.farthest = Math.max(this.farthest, seen);
    const { row } = this;
    const ofEntry: ScanFault[] = [];
    // Only the last ones belong to this entry.
    for (let last = this.faults.at(-1); last !== undefined && last.row >= row; last = this.faults.at(-1)) {
      if (last.start < stop) ofEntry.push(last);
      this.faults.pop();
    }
    for (const fault of ofEntry.reverse()) this.faults.push(fault);
    while ((this.pragmas.at(-1)?.at ?? -1) >= stop) this.pragmas.pop();
    // A text that is truncated within a quote has only that fault, because its parenthesis could only be closed after the quote.
    const isCutOff = ofEntry.some(
      ({ detail, end }) => detail.code === 'unterminated-quote' && end >= text.length,
    );
    if (!isCutOff)
      this.fault({ code: 'unbalanced-parentheses', reason: 'unclosed' }, this.openedAt, this.openedAt + 1);
    this.depth = 0;
    this.at = stop;
    if (this.lastEnd > stop) {
      let end = stop;
      while (end > this.openedAt + 1 && /\s/.test(text[end - 1] ?? '')) end--;
      this.lastEnd = end;
    }
    return NO_WORD;
  }

  private endOfText(pos: number): number {
    if (this.depth === 0) {
      this.at = pos;
      return NO_WORD;
    }
    if (this.open && pos - this.openedAt <= FARTHEST) {
      this.starved = true;
      return NO_WORD;
    }
    return this.giveUp(pos);
  }

  /**
   * Whether the line reads as a record on its own: an owner at the margin or none, then a type after a TTL or a class;
   * a bare well-known type is enough after an owner at the margin.
   */
  protected looksLikeRecordLine(pos: number): boolean {
    const text = this.text;
    const eol = text.indexOf('\n', pos);
    const line = text.slice(pos, Math.min(eol < 0 ? text.length : eol, pos + 300));
    return RECORD_LINE.test(line) || DIRECTIVE_LINE.test(line);
  }

  /** Reads from the `;` to the end of the line. */
  protected comment(pos: number, alone: boolean): number {
    const text = this.text;
    let end = text.indexOf('\n', pos);
    if (end < 0) end = text.length;
    if (end > pos && text.charCodeAt(end - 1) === 0x0d) end--;
    let word = pos + 1;
    while (word < end && text.charCodeAt(word) === 0x20) word++;
    if (text.charCodeAt(word) === 0x6d && text.startsWith('mailtxt', word)) {
      this.pragmas.push({ at: word, end, alone });
    }
    return end;
  }

  protected skipLineEnd(): void {
    const text = this.text;
    if (text.charCodeAt(this.at) === 0x0d) this.at++;
    if (text.charCodeAt(this.at) === 0x0a) this.at++;
  }

  /** Reports a quote that is not closed before `end`. */
  protected openQuote(start: number, end: number): void {
    const isLone = this.text.slice(start, end).trim() === '"';
    this.fault({ code: 'unterminated-quote', reason: isLone ? 'lone' : 'string' }, start, end);
  }

  protected fault(detail: FaultDetail, start: number, end: number): void {
    this.flags |= rows.FAULTY;
    this.note(detail, start, end);
  }

  /** Reports a fault that does not prevent reading the rest of the entry. */
  protected note(detail: FaultDetail, start: number, end: number): void {
    this.faults.push({ detail, row: Math.max(0, this.row), start, end });
  }
}

const RECORD_LINE =
  /^(?:[^\s;"()]+[ \t]+(?:(?:\d\w*|IN)[ \t]+){0,2}|[ \t]+(?:(?:\d\w*[ \t]+)?IN[ \t]+(?:\d\w*[ \t]+)?))(?:A|AAAA|NS|CNAME|SOA|PTR|MX|TXT|SRV|CAA|SPF|TLSA|NAPTR|SSHFP|DS)[ \t]+\S/i;
const DIRECTIVE_LINE = /^\$(?:ORIGIN|TTL|INCLUDE|GENERATE)[ \t]/i;

export function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}
