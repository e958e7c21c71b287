import type { MappedText } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { LocatedText, SmtpReply } from './model.ts';

/** Characters of one reply that are read. Real replies are shorter than 2,000 characters. */
export const MAX_REPLY = 4000;

/**
 * An error code at the beginning of a line. RFC 5321 §4.2.1: the second digit is 0 to 5. Some servers write 5.7.0 and
 * 5.7.1 as 570 and 571.
 */
const CODE = /^[\s<>'"#]{0,10}([45](?:[0-5]\d|7[01]))(?=[\s\-:#,;.]|$)/;
/** The same after a word that introduces a reply: `host mx.example.com said: 550 …`, `smtp;550 …`. */
const CODE_INSIDE = /[:;'"(#>=]\s{0,3}([245][0-5]\d)(?=[ \-#:;,])/g;
/** A code in the middle of a sentence counts if an enhanced code of its class follows. */
const CODE_BEFORE_ENHANCED = /(?:^|[^\d.])(([45])[0-5]\d)[ -]{1,3}#?(?=\2\.[0-7]\.\d{1,3}(?!\.?\d))/g;

/**
 * RFC 3463 §2, with the registered subjects (RFC 5248), so that addresses and versions do not match. After a letter it
 * would be a version (`v5.7.3`). qmail and others write it in parentheses after a "#".
 */
const ENHANCED = /(?:^|[\s([#<"':;,*-])([45]\.[0-7]\.\d{1,3})(?!\d|\.\d)/g;

/** The reply in a part of the text, which may have several lines, each with its codes. */
export function readSmtpReply(text: MappedText, start: number, end: number, depth = 0): SmtpReply {
  const raw = text.text.slice(start, Math.min(end, start + MAX_REPLY));
  const smtp = firstCode(raw);
  const enhanced = enhancedIn(raw, smtp);
  const place = placeOf(text, start, start + raw.length);
  const found = (part: Part | undefined): LocatedText | undefined =>
    part === undefined
      ? undefined
      : { value: part.value, range: placeOf(text, start + part.at, start + part.at + part.value.length) };
  const arrow = depth < 3 ? passedOnAt(raw) : undefined;
  return {
    smtp: found(smtp),
    enhanced: found(enhanced),
    text: { value: oneLine(raw, smtp?.value, enhanced?.value), range: place },
    passedOn:
      arrow === undefined ? undefined : readSmtpReply(text, start + arrow, start + raw.length, depth + 1),
  };
}

/** Whether a reply begins here, and its code. */
export function codeAtStart(line: string): string | undefined {
  return CODE.exec(line)?.[1];
}

/** The start of a reply in a line with other text before it. */
export function replyStart(line: string): number | undefined {
  const start = CODE.exec(line);
  if (start?.[1] !== undefined) return start[0].length - start[1].length;
  return codeInside(line)?.at;
}

interface Part {
  readonly value: string;
  readonly at: number;
}

function firstCode(raw: string): Part | undefined {
  const start = CODE.exec(raw);
  if (start?.[1] !== undefined) return { value: start[1], at: start[0].length - start[1].length };
  return codeInside(raw);
}

function codeInside(raw: string): Part | undefined {
  const inside = [CODE_INSIDE, CODE_BEFORE_ENHANCED]
    .flatMap((pattern) => firstMatch(pattern, raw))
    .sort((a, b) => a.at - b.at);
  return inside[0];
}

function firstMatch(pattern: RegExp, raw: string): readonly Part[] {
  for (const match of raw.matchAll(pattern)) {
    const value = match[1];
    if (value !== undefined) return [{ value, at: match.index + match[0].indexOf(value) }];
  }
  return [];
}

/** The enhanced code directly after the reply code, else the first of its class, else the first. */
function enhancedIn(raw: string, smtp: Part | undefined): Part | undefined {
  const all: Part[] = [];
  for (const match of raw.matchAll(ENHANCED)) {
    const value = match[1];
    if (value === undefined) continue;
    all.push({ value, at: match.index + match[0].length - value.length });
    if (all.length >= 20) break;
  }
  return (
    all.find(({ value, at }) => smtp !== undefined && value[0] === smtp.value[0] && at > smtp.at) ?? all[0]
  );
}

/** Exchange Online writes the other server's reply after an arrow. */
function passedOnAt(raw: string): number | undefined {
  const arrow = raw.indexOf('->');
  return arrow >= 0 && /\S/.test(raw.slice(arrow + 2)) ? arrow + 2 : undefined;
}

/** RFC 5321 §4.2.1 repeats the code in each line. A report joins the lines and keeps the codes. */
function oneLine(raw: string, smtp: string | undefined, enhanced: string | undefined): string {
  const line = raw.replace(/\s+/g, ' ').trim();
  if (smtp === undefined) return line;
  const code = `${smtp}(?:-|\\s)`;
  const prefix = enhanced === undefined ? code : `${code}(?:${enhanced.replaceAll('.', '\\.')}\\s)?`;
  const repeated = new RegExp(`\\s(?:<<<\\s)?${prefix}\\s?`, 'g');
  const first = line.indexOf(smtp) + smtp.length;
  return line.slice(0, first) + line.slice(first).replace(repeated, ' ').trimEnd();
}

/** Falls back to the whole text for a part that is not in the source, which does not occur in a given text. */
function placeOf(text: MappedText, start: number, end: number): Range {
  return text.toSource(rangeOf(start, end)) ?? rangeOf(0, 0);
}
