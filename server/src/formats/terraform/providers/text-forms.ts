import { rangeOf } from '../../../text/range.ts';
import { MAX_CHARACTER_STRING } from '../../../dns/limits.ts';
import type { Publication } from '../../../records/record.ts';
import { EMPTY_TEXT, joinTraced, TracedBuilder, untraced } from '../evaluate/traced-text.ts';
import type { TracedText } from '../evaluate/traced-text.ts';
import type { RecordResource } from './record-resource.ts';

/** Character-strings as a provider makes them of a text. */
export interface Strings {
  readonly strings: readonly TracedText[];
  /** How characters stand in the text: as they are, or escaped between quotes or blanks. */
  readonly written: 'plain' | 'quoted' | 'bare';
  readonly quoting: Publication['quoting'];
  /** All of the text, where quotes are missing around it and none are in it. */
  readonly unquoted?: TracedText;
}

/** The character-strings of a TXT record; `octets` is the argument's text. */
export function decodeCharacterStrings(octets: TracedText, provider: RecordResource): Strings {
  // Where nobody says how texts are read, the reading that leaves most of them right is taken.
  switch (provider.textSource === undefined ? 'raw-or-quoted' : provider.text) {
    case 'raw':
      return plain(octets, provider);
    case 'presentation':
      return presented(octets, provider);
    case 'raw-or-quoted':
      return isInQuotes(octets)
        ? { ...asWords(octets, provider), quoting: 'right' }
        : plain(octets, provider);
    case 'wrapped': {
      if (isInQuotes(octets)) return { ...asWords(octets, provider), quoting: 'twice' };
      const quote = untraced('"');
      const whole = joinTraced([quote, octets, quote]);
      return { ...asWords(whole, provider), quoting: hasOpenQuote(whole) ? 'open' : 'right' };
    }
  }
}

function presented(octets: TracedText, provider: RecordResource): Strings {
  if (hasOpenQuote(octets)) return { ...asWords(octets, provider), quoting: 'open' };
  const { needsQuotes } = provider;
  const words = presentationWordsOf(octets, provider);
  const isBare = words.some(({ quoted }) => !quoted);
  const isMissing =
    isBare && (needsQuotes === 'always' || (needsQuotes === 'for-blanks' && words.length > 1));
  const isWhole = isMissing && words.every(({ quoted }) => !quoted);
  const unquoted = isWhole ? { unquoted: unescape(octets, provider.escapes) } : {};
  return { ...asWords(octets, provider), quoting: isMissing ? 'missing' : 'right', ...unquoted };
}

function asWords(octets: TracedText, provider: RecordResource): Pick<Strings, 'strings' | 'written'> {
  const words = presentationWordsOf(octets, provider);
  return {
    strings: words.map(({ text }) => text),
    written: words[0]?.quoted === false ? 'bare' : 'quoted',
  };
}

/** Whether a quote opens and another one closes the text, blanks around them not counted. */
function isInQuotes({ text }: TracedText): boolean {
  return /^\s*"(?:\\[^]|[^\\])*"\s*$/.test(text);
}

/** Whether one quote is left over that closes nothing. */
function hasOpenQuote({ text }: TracedText): boolean {
  return (text.replace(/\\[^]/g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}

/** A text that the provider cuts where it must. A heredoc ends with a line end, which nobody publishes. */
function plain(text: TracedText, { splits, textSource, escapes }: RecordResource): Strings {
  const whole = text.slice(0, text.text.replace(/\r?\n$/, '').length);
  const octets = textSource === undefined ? unescape(whole, escapes) : whole;
  if (splits === 'user' || octets.length <= MAX_CHARACTER_STRING)
    return { strings: [octets], written: 'plain', quoting: 'right' };
  const strings: TracedText[] = [];
  for (let at = 0; at < octets.length; at += MAX_CHARACTER_STRING) {
    strings.push(octets.slice(at, Math.min(octets.length, at + MAX_CHARACTER_STRING)));
  }
  return { strings, written: 'plain', quoting: 'right' };
}

export interface PresentationWord {
  readonly text: TracedText;
  readonly quoted: boolean;
}

/** RFC 1035 §5.1: words between blanks, or in quotes; `\X` and `\DDD` are one octet each. */
export function presentationWordsOf(
  octets: TracedText,
  { escapes }: Pick<RecordResource, 'escapes'>,
): readonly PresentationWord[] {
  const { text } = octets;
  const words: PresentationWord[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
    if (at >= text.length) return words;
    const quoted = text[at] === '"';
    const start = quoted ? at + 1 : at;
    let end = start;
    while (end < text.length && !isEnd(text.charAt(end), quoted)) end += text[end] === '\\' ? 2 : 1;
    end = Math.min(end, text.length);
    words.push({ text: unescape(octets.slice(start, end), escapes), quoted });
    at = quoted ? end + 1 : end;
  }
}

function isEnd(character: string, quoted: boolean): boolean {
  return quoted ? character === '"' : ' \t\r\n"'.includes(character);
}

const ESCAPES = {
  decimal: { pattern: /\\(?:(\d{3})|([^]))?/g, radix: 10 },
  octal: { pattern: /\\(?:([0-3][0-7]{2})|([^]))?/g, radix: 8 },
} as const;

function unescape(text: TracedText, escapes: RecordResource['escapes']): TracedText {
  const { pattern, radix } = ESCAPES[escapes];
  if (text.length === 0) return EMPTY_TEXT;
  if (!text.text.includes('\\')) return text;
  const builder = new TracedBuilder();
  let from = 0;
  for (const match of text.text.matchAll(pattern)) {
    if (match.index > from) builder.add(text.slice(from, match.index));
    from = match.index + match[0].length;
    const octet =
      match[1] === undefined ? (match[2] ?? '') : String.fromCharCode(parseInt(match[1], radix) & 0xff);
    const escape = text.slice(match.index, from);
    const first = escape.segments[0];
    const last = escape.segments[escape.segments.length - 1];
    const isWhole = first !== undefined && last?.literal === first.literal && octet !== '';
    const source = isWhole ? rangeOf(first.source.start, last.source.end) : undefined;
    builder.add(
      source === undefined || first === undefined
        ? untraced(octet)
        : untraced(octet).from({ ...first, source }),
    );
  }
  if (from < text.length) builder.add(text.slice(from));
  return builder.take();
}
