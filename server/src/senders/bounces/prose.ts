import type { MappedText } from '../../text/mapped-text.ts';
import { endOfHeaderLine } from '../message/headers.ts';
import { foundIn, findIn } from './found.ts';
import type { LocatedText, SmtpReply } from './model.ts';
import { codeAtStart, MAX_REPLY, readSmtpReply, replyStart } from './reply.ts';

/** The human-readable part of a report: replies of servers, and the recipients that they are about. */
export interface Prose {
  readonly answers: readonly RecipientReply[];
  /** Addresses before a reply or in a list, each once. */
  readonly recipients: readonly ReportedAddress[];
  /** The start of the returned message; the end of the text if there is none. */
  readonly end: number;
}

/** An address, and its end in the report's own text. */
export interface ReportedAddress {
  readonly found: LocatedText;
  readonly end: number;
}

export interface RecipientReply {
  readonly recipient: LocatedText | undefined;
  readonly remoteMta: LocatedText | undefined;
  readonly reply: SmtpReply;
}

/** Lines that servers write before the copy of the original message. */
const COPY_BEGINS =
  /^[\s>*=_-]{0,80}(?:(?:the )?(?:original|returned|unsent|undelivered) message(?: headers?)?\b(?! (?:was|has|had|will|could|id|you|details|is attached))|below (?:this line )?is a copy|(?:this is )?a copy of (?:the|your) (?:original )?message|message headers? follow|message header for undelivered|included is a copy|transcript of message follows|received: (?:from|by) )/i;

/** An address alone on its line, or before a colon: `<a@b>:`, `a@b: 550 …`, `-- a@b`, `To: a@b`. */
const HEADING =
  /^[\s*>"'.-]{0,20}(?:(?:final-)?recipient(?: address)?:|rcpt to:)?\s{0,10}[<["']?([^\s<>()[\]"',;:]{1,64}@[\w.-]{1,255}\w)[>\]"']{0,2}(?:\s{0,5}\([^)]{0,300}\))?(?:<mailto:[^>]{0,320}>)?\s{0,5}(?::|$|\s(?=on\s|\.\.\.\s))/di;

/** An address in a sentence about the delivery to it; not `<a@b>: Sender address rejected`. */
const IN_SENTENCE =
  /(?:(?:\bto|address(?:es)?|recipients?|deliver|attempts?|for|user(?:id)?|mailbox|generated from)[\s:]{1,5}|<?mailto:|[<"'(])[\s:]{0,5}[<"'(]{0,2}([^\s<>()[\]"',;:]{1,64}@[\w.-]{1,255}\w)(?!>?:?\s?sender address|[\w.-])/di;

const REMOTE_HOSTS = [
  /\bhost\s{1,5}([\w.-]{1,255}\w)\s{0,5}\[[\da-fA-F.:]{2,45}\]/d,
  /\bwhile talking to ([\w.-]{1,255}\w)/d,
  /\bby ([\w.-]{1,255}\w)\s?\.?\s{1,5}\[[\da-fA-F.:]{2,45}\]/d,
  /^\s{0,20}([\w-]{1,63}\.[\w.-]{1,255}\w)\s{1,5}\[[\da-fA-F.:]{2,45}\] did not like/d,
  /^([\da-fA-F.:]{2,45}) (?:failed after|does not like)/d,
  /\b(?:at|from|server)\s{1,3}([\w-]{1,63}\.[\w.-]{1,255}\w)\s{0,3}(?:returned|rejected|said)/d,
];

/** Lines of one text that are searched for replies. */
const MAX_LINES = 20_000;
/** Replies that are read from one text. */
const MAX_ANSWERS = 2000;
/** Characters of a line that are read. */
const MAX_LINE = 4000;
/** Lines that one reply can have. */
const MAX_ANSWER_LINES = 30;

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Reads the text before the copy of the message. */
export function readProse(text: MappedText, start = 0, end = text.length): Prose {
  const { lines, copyAt } = linesBeforeCopy(text.text, start, end);
  const answers: RecipientReply[] = [];
  const recipients = new Map<string, ReportedAddress>();
  let recipient: LocatedText | undefined;
  let remoteMta: LocatedText | undefined;
  for (let i = 0; i < lines.length && answers.length < MAX_ANSWERS; i++) {
    const line = lines[i];
    if (line === undefined) break;
    const heading = namedIn(text, HEADING, line);
    if (heading !== undefined) recipient = keep(recipients, heading).found;
    remoteMta = remoteHostIn(text, line) ?? hostBelow(text, lines, i) ?? remoteMta;
    const at = replyStart(line.text);
    if (at === undefined) continue;
    const last = lastLineOf(lines, i);
    const from = line.start + at;
    const to = endOfQuoted(text.text, from, Math.min(lines[last]?.end ?? line.end, from + MAX_REPLY));
    answers.push({ recipient, remoteMta, reply: readSmtpReply(text, from, to) });
    i = last;
  }
  if (recipients.size === 0) {
    for (const line of lines.slice(0, 200)) {
      const named = namedIn(text, IN_SENTENCE, line);
      if (named !== undefined) keep(recipients, named);
    }
  }
  return { answers, recipients: [...recipients.values()], end: copyAt };
}

/** The text about a recipient without a code: the lines after the address, up to an empty line or the next address. */
export function sentenceAfter(text: MappedText, offset: number, end: number): SmtpReply | undefined {
  const line = endOfHeaderLine(text.text, offset, end);
  const sameLine = /^[>\]"':\s]{0,6}(.*)/.exec(text.text.slice(offset, line.at))?.[1] ?? '';
  const { lines } = linesBeforeCopy(text.text, /\w{3}.*\w{3}/.test(sameLine) ? offset : line.next, end);
  const first = lines.findIndex(({ text: words }) => words.trim() !== '');
  if (first < 0 || first > 3) return undefined;
  const length = lines.slice(first, first + 10).findIndex(({ text: words }, i, all) => {
    const before = all[i - 1];
    // Addresses in a list share the text after them.
    const isNext = before !== undefined && !HEADING.test(before.text) && HEADING.test(words);
    return isNext || words.trim() === '';
  });
  const last = lines[first + (length < 0 ? Math.min(10, lines.length - first) : length) - 1];
  const from = lines[first];
  if (from === undefined || last === undefined) return undefined;
  return readSmtpReply(text, from.start, last.end);
}

function namedIn(text: MappedText, pattern: RegExp, line: Line): ReportedAddress | undefined {
  const place = pattern.exec(line.text)?.indices?.[1];
  if (place === undefined) return undefined;
  const end = line.start + place[1];
  return { found: foundIn(text, line.start + place[0], end), end };
}

function keep(recipients: Map<string, ReportedAddress>, named: ReportedAddress): ReportedAddress {
  const key = named.found.value.toLowerCase();
  const known = recipients.get(key);
  if (known !== undefined) return known;
  recipients.set(key, named);
  return named;
}

function remoteHostIn(text: MappedText, line: Line): LocatedText | undefined {
  for (const pattern of REMOTE_HOSTS) {
    const found = findIn(text, pattern, line.start, line.start + line.text.length);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Exchange writes the recipient, the rejecting server and its reply on separate lines. */
function hostBelow(text: MappedText, lines: readonly Line[], i: number): LocatedText | undefined {
  const before = lines[i - 1];
  const line = lines[i];
  if (before === undefined || line === undefined || !HEADING.test(before.text)) return undefined;
  return findIn(text, HOST_ALONE, line.start, line.end);
}

const HOST_ALONE = /^\s{0,20}([\w-]{1,63}(?:\.[\w-]{1,63}){1,10})\s{0,20}$/d;

/** `returned '550 5.7.1 …'`: the text after the closing quote is not from the server. */
function endOfQuoted(text: string, from: number, to: number): number {
  const closing = CLOSING.get(text[from - 1] ?? '');
  if (closing === undefined) return to;
  for (let at = text.lastIndexOf(closing, to - 1); at > from; at = text.lastIndexOf(closing, at - 1)) {
    if (at + 1 >= to || /[\s.,;)]/.test(text[at + 1] ?? '')) return at;
  }
  return to;
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['"', '"'],
  ['‘', '’'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
]);

/**
 * A reply of several lines continues while they repeat its code with "-", or else up to an empty line or the next
 * address. A code after a line without "-" begins another reply (RFC 5321 §4.2.1).
 */
function lastLineOf(lines: readonly Line[], first: number): number {
  const from = lines[first]?.text ?? '';
  const code = codeIn(from);
  const repeats = code !== undefined && new RegExp(`${code}-`).test(from);
  let last = first;
  for (let i = first + 1; i < lines.length && i - first < MAX_ANSWER_LINES; i++) {
    const text = lines[i]?.text ?? '';
    const here = codeAtStart(text);
    if (here !== undefined && (here !== code || !repeats)) break;
    if (here === undefined && (text.trim() === '' || !goesOn(text))) break;
    last = i;
    // "550 " and not "550-" is the last line of a reply that repeats its code.
    if (repeats && here !== undefined && new RegExp(`${here}(?:\\s|$)`).test(text)) break;
  }
  return last;
}

function codeIn(line: string): string | undefined {
  const at = replyStart(line);
  return at === undefined ? undefined : line.slice(at, at + 3);
}

/** A line that a server wrapped, and not a transcript line, a separator or another address. */
function goesOn(line: string): boolean {
  return (
    !/^\s*(?:>>>|<<<|---|===|\.\.\. |\(expanded from|<[^<>\s]{1,320}>:)/.test(line) && !HEADING.test(line)
  );
}

function linesBeforeCopy(
  text: string,
  start: number,
  end: number,
): { readonly lines: readonly Line[]; readonly copyAt: number } {
  const lines: Line[] = [];
  for (let at = start; at < end && lines.length < MAX_LINES;) {
    const line = endOfHeaderLine(text, at, end);
    const words = text.slice(at, Math.min(line.at, at + MAX_LINE));
    if (COPY_BEGINS.test(words)) return { lines, copyAt: at };
    lines.push({ start: at, end: at + words.length, text: words });
    at = line.next;
  }
  return { lines, copyAt: end };
}

/** The start of the returned message's header, after the line that announces it. */
export function copyStart(text: string, copyAt: number): number | undefined {
  let at = copyAt;
  for (let i = 0; i < 12 && at < text.length; i++) {
    if (RETURNED_HEADER.test(text.slice(at, at + 80))) return at;
    at = endOfHeaderLine(text, at, text.length).next;
  }
  return undefined;
}

const RETURNED_HEADER =
  /^(?:Return-Path|Received|From|To|Subject|Date|Message-ID|MIME-Version|DKIM-Signature|X-[\w-]{1,60}):/i;

/** The address in X-Failed-Recipients, which Exim and Gmail write. */
export function failedRecipients(field: MappedText | undefined): readonly LocatedText[] {
  if (field === undefined) return [];
  const found: LocatedText[] = [];
  for (const match of field.text.slice(0, 20_000).matchAll(/[^\s,<>]{1,320}/g)) {
    if (match[0].includes('@')) found.push(foundIn(field, match.index, match.index + match[0].length));
  }
  return found;
}
