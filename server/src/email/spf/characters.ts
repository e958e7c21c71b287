import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';

/**
 * Characters that are pasted into records from other programs. Decoded text has one code unit per octet, so they are sequences of
 * UTF-8 octets here, or the single octet of Windows-1252.
 */

/** An octet of Windows-1252 is not inside a sequence of UTF-8: `à` is C3 A0, and `Ö` is C3 96. */
const ALONE = /(?<![\xC2-\xF4]|[\xE0-\xF4][\x80-\xBF]|[\xF0-\xF4][\x80-\xBF]{2})/.source;

/** Whitespace other than SP: tab, line ends, U+00A0, U+2000 to U+200A, U+202F, U+205F, U+3000; 0xA0. */
const ODD_SPACE =
  /[\t\r\n\v\f]|\xC2\xA0|\xE2\x80[\x80-\x8A]|\xE2\x80\xAF|\xE2\x81\x9F|\xE3\x80\x80/.source +
  `|${ALONE}\\xA0`;

/** U+2010 to U+2015, U+2212, U+FE58, U+FE63, U+FF0D; 0x96 and 0x97. */
const DASH =
  /\xE2\x80[\x90-\x95]|\xE2\x88\x92|\xEF\xB9[\x98\xA3]|\xEF\xBC\x8D/.source + `|${ALONE}[\\x96\\x97]`;

/** Soft hyphen, zero-width characters, directional marks, byte order mark, control characters. */
const INVISIBLE =
  /\xC2\xAD|\xE2\x80[\x8B-\x8F\xAA-\xAE]|\xE2\x81[\xA0-\xA4]|\xEF\xBB\xBF|[\0-\x08\x0E-\x1F\x7F]/.source;

/** U+2018 to U+201F, U+00AB, U+00BB, U+2039, U+203A. */
const QUOTE = /\xE2\x80[\x98-\x9F\xB9\xBA]|\xC2[\xAB\xBB]/.source;

const WHITESPACE = new RegExp(`(?: |${ODD_SPACE})+`, 'y');
const ODD_SPACES = new RegExp(ODD_SPACE, 'g');
const DASH_AT = new RegExp(DASH, 'y');
const DASHES = new RegExp(DASH, 'g');
const INVISIBLE_AT = new RegExp(INVISIBLE, 'y');
const QUOTE_AT = new RegExp(QUOTE, 'y');

/** The end of the whitespace of any kind that begins at `at`; `at` if there is none. */
export function skipWhitespace(text: string, at: number): number {
  // This runs for every character of every record.
  if (isVisible(text.charCodeAt(at))) return at;
  WHITESPACE.lastIndex = at;
  return WHITESPACE.test(text) ? WHITESPACE.lastIndex : at;
}

/** The whitespace in `text` other than SP, by name. */
export function oddSpacesIn(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(ODD_SPACES), ([space]) => nameOfSpace(space)))];
}

function nameOfSpace(space: string): string {
  if (space === '\t') return 'a tab';
  if (space === '\r' || space === '\n') return 'a line break';
  if (space === '\xC2\xA0' || space === '\xA0') return 'a no-break space';
  return 'a typographic space';
}

/** The end of the typographic dash at `at`, or `undefined`. */
export function dashEnd(text: string, at: number): number | undefined {
  return endOfMatch(DASH_AT, text, at);
}

/** `text` with every typographic dash replaced by `-`, or `undefined` if it has none. */
export function withPlainDashes(text: string): string | undefined {
  const plain = text.replace(DASHES, '-');
  return plain === text ? undefined : plain;
}

/** The first typographic dash in the text between the two offsets. */
export function firstDash(text: string, start: number, end: number): Range | undefined {
  for (let at = start; at < end; at++) {
    const to = dashEnd(text, at);
    if (to !== undefined && to <= end) return rangeOf(at, to);
  }
  return undefined;
}

export type OddCharacter = 'invisible' | 'quote' | 'dash' | 'other';

/** A run of octets that are not visible ASCII, and what they are. */
export interface OddRun {
  readonly kind: OddCharacter;
  readonly range: Range;
}

/** Runs between the two offsets that no macro-string can contain: RFC 7208 §7.1 allows %x21 to %x7E. */
export function oddRunsIn(text: string, start: number, end: number): readonly OddRun[] {
  const runs: OddRun[] = [];
  let at = start;
  while (at < end) {
    if (isVisible(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const from = at;
    const kind = kindAt(text, at);
    do at = endOfMatch(MATCHERS[kind], text, at) ?? at + 1;
    while (at < end && !isVisible(text.charCodeAt(at)) && kindAt(text, at) === kind);
    runs.push({ kind, range: rangeOf(from, Math.min(at, end)) });
  }
  return runs;
}

/** %x21 to %x7E, or a code unit for an unresolved value. */
function isVisible(code: number): boolean {
  return (code > 0x20 && code < 0x7f) || code > 0xff;
}

const ANY = /[^]/y;
const MATCHERS: Readonly<Record<OddCharacter, RegExp>> = {
  invisible: INVISIBLE_AT,
  quote: QUOTE_AT,
  dash: DASH_AT,
  other: ANY,
};

function kindAt(text: string, at: number): OddCharacter {
  if (endOfMatch(INVISIBLE_AT, text, at) !== undefined) return 'invisible';
  if (endOfMatch(QUOTE_AT, text, at) !== undefined) return 'quote';
  if (endOfMatch(DASH_AT, text, at) !== undefined) return 'dash';
  return 'other';
}

function endOfMatch(sticky: RegExp, text: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}
