import { HOLE, MappedText } from '../../text/mapped-text.ts';
import type { Segment } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import { utf8 } from '../../text/utf8.ts';
import type { Range } from '../../text/range.ts';
import * as chars from './characters.ts';
import { classOf } from './characters.ts';
import { endOfTemplate, templatesIn } from './template.ts';

/** A word or string of an entry in the source. Offsets in the text. */
export interface ZoneWord {
  /** Includes the quotes. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** The words of one entry, `text.slice(start, end)`, as delimited by the scanner. Returns at most `most`. */
export function zoneWordsOf(text: string, start: number, end: number, most = Infinity): readonly ZoneWord[] {
  const words: ZoneWord[] = [];
  let pos = start;
  while (pos < end && words.length < most) {
    const kind = classOf(text.charCodeAt(pos));
    if (kind === chars.COMMENT) {
      const eol = text.indexOf('\n', pos);
      pos = eol < 0 || eol > end ? end : eol;
    } else if (kind === chars.QUOTE) {
      const close = endOfQuoted(text, pos, end);
      words.push({ start: pos, end: close, quoted: true });
      pos = close;
    } else if (kind === chars.ORDINARY || kind === chars.ESCAPE || kind === chars.TEMPLATE) {
      const close = endOfPlain(text, pos, end);
      words.push({ start: pos, end: close, quoted: false });
      pos = close;
    } else {
      pos++;
    }
  }
  return words;
}

/** The word that starts at `start`, if there is one. */
export function firstWord(text: string, start: number): ZoneWord {
  const quoted = classOf(text.charCodeAt(start)) === chars.QUOTE;
  const end = quoted ? endOfQuoted(text, start, text.length) : endOfPlain(text, start, text.length);
  return { start, end, quoted };
}

/** The content of a word, without the quotes of a string. An unclosed one has only the first quote. */
export function insideWord(text: string, { start, end, quoted }: ZoneWord): Range {
  if (!quoted) return rangeOf(start, end);
  const isClosed = end - start > 1 && text.charCodeAt(end - 1) === 0x22;
  return rangeOf(start + 1, isClosed ? end - 1 : end);
}

/** Characters without special meaning, both within quotes and outside. */
const QUOTED_RUN = /[^"\\\n{<$]*/y;
const PLAIN_RUN = /[^ \t\r\n"();\\{<$]*/y;

/** The first offset from `start` on that the run does not match. This is one call instead of a loop over the characters. */
function endOfRun(run: RegExp, text: string, start: number): number {
  run.lastIndex = start;
  run.test(text);
  return run.lastIndex;
}

/** The offset after the closing quote of the string that starts at `start`, or the end of its line. */
export function endOfQuoted(text: string, start: number, end: number): number {
  for (let pos = endOfRun(QUOTED_RUN, text, start + 1); pos < end; pos++) {
    const c = text.charCodeAt(pos);
    if (c === 0x22) return pos + 1;
    if (c === 0x5c) pos++;
    else if (c === 0x0a) return text.charCodeAt(pos - 1) === 0x0d ? pos - 1 : pos;
    else if (classOf(c) === chars.TEMPLATE) {
      const close = endOfTemplate(text, pos, end);
      if (close > 0) pos = close - 1;
    }
  }
  return end;
}

function endOfPlain(text: string, start: number, end: number): number {
  for (let pos = endOfRun(PLAIN_RUN, text, start); pos < end; pos++) {
    const kind = classOf(text.charCodeAt(pos));
    if (kind === chars.ORDINARY) continue;
    if (kind === chars.ESCAPE) {
      const next = text.charCodeAt(pos + 1);
      if (next !== 0x0a && next !== 0x0d) pos++;
      continue;
    }
    if (kind === chars.TEMPLATE) {
      const close = endOfTemplate(text, pos, end);
      if (close > 0) pos = close - 1;
      continue;
    }
    return pos;
  }
  return end;
}

const SIMPLE = /^[ -#%-:=-?A-Z[\]^-z|}~]*$/;

/**
 * The value of `text.slice(start, end)`, without its quotes: `\X` and `\DDD` are one octet, a character outside ASCII
 * is its octets in UTF-8, a template is unresolved. Source ranges count from `anchor`.
 */
export function decodeWord(text: string, start: number, end: number, anchor: number): MappedText {
  const typed = text.slice(start, end);
  // Plain ASCII without escapes or templates has itself as its value.
  if (SIMPLE.test(typed)) return MappedText.verbatim(typed, start - anchor);
  const holes = templatesIn(text, start, end);
  const segments: Segment[] = [];
  let value = '';
  let runStart = -1;
  let nextHole = 0;
  const endRun = (pos: number): void => {
    if (runStart < 0) return;
    const source = rangeOf(runStart - anchor, pos - anchor);
    segments.push({ at: value.length, length: pos - runStart, source });
    value += text.slice(runStart, pos);
    runStart = -1;
  };
  const whole = (decoded: string, from: number, to: number): void => {
    endRun(from);
    segments.push({
      at: value.length,
      length: decoded.length,
      source: rangeOf(from - anchor, to - anchor),
    });
    value += decoded;
  };
  for (let pos = start; pos < end;) {
    const hole = holes[nextHole];
    if (hole?.start === pos) {
      whole(HOLE, pos, hole.end);
      pos = hole.end;
      nextHole++;
      continue;
    }
    const c = text.charCodeAt(pos);
    if (c === 0x5c && pos + 1 < end) {
      const length = isDecimalEscape(text, pos, end) ? 4 : 1 + characterLength(text, pos + 1);
      const octets =
        length === 4 && isDecimalEscape(text, pos, end)
          ? String.fromCharCode(Number(text.slice(pos + 1, pos + 4)))
          : octetsAt(text, pos + 1);
      whole(octets, pos, Math.min(pos + length, end));
      pos += length;
    } else if (c >= 0x80) {
      const length = characterLength(text, pos);
      whole(octetsAt(text, pos), pos, Math.min(pos + length, end));
      pos += length;
    } else {
      if (runStart < 0) runStart = pos;
      pos++;
    }
  }
  endRun(end);
  return new MappedText(value, segments);
}

function isDecimalEscape(text: string, at: number, end: number): boolean {
  if (at + 4 > end) return false;
  const digits = text.slice(at + 1, at + 4);
  return /^[0-9]{3}$/.test(digits) && Number(digits) <= 255;
}

function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function octetsAt(text: string, at: number): string {
  return String.fromCharCode(...utf8(text.codePointAt(at) ?? 0));
}
