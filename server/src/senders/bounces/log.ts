import { rangeOf } from '../../text/range.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import { endOfHeaderLine } from '../message/headers.ts';
import { findIn } from './found.ts';
import type { Bounce, LocatedText } from './model.ts';
import { namedIn } from './named.ts';
import { readSmtpReply } from './reply.ts';
import { ipIn } from './sending-ip.ts';

/** Characters of one line that are looked at. */
export const MAX_LINE = 8000;
/** Failures of one log that are read. */
export const MAX_BOUNCES = 20_000;
/** Messages whose sender is remembered until their failure is told. */
const MAX_SENDERS = 100_000;

const POSTFIX = /\bpostfix[\w/.-]{0,60}\[\d{1,10}\]: /;
const SENDMAIL = /\b(?:sendmail|sm-mta|sm-msp-queue)\[\d{1,10}\]: /;
/** `2026-01-02 03:04:05 1abcDE-000001-AB` and what happened: `**` failed, `==` deferred, `<=` came in. */
const EXIM =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?(?: [+-]\d{4})?(?: \[\d{1,10}\])? (?:[\w]{6}-[\w]{6,11}-[\w]{2,4} (?:\*\*|==|<=|=>|->|Completed)|(?:[\w]{6}-[\w]{6,11}-[\w]{2,4} )?.{0,400}\brejected )/;

/** Whether a line is one of a mail server's log. */
export function isLogLine(line: string): boolean {
  const text = line.slice(0, 1000);
  return POSTFIX.test(text) || EXIM.test(text) || SENDMAIL.test(text);
}

/** One line of a log in what is looked at first is enough: programs of other kinds write between. */
export function isLog(text: string): boolean {
  return text.slice(0, 100_000).split('\n', 500).some(isLogLine);
}

/** The failures in a log of Postfix, Exim or Sendmail, in its order. */
export function readLog(text: MappedText): readonly Bounce[] {
  const bounces: Bounce[] = [];
  const senders = new Map<string, LocatedText>();
  for (let at = 0; at < text.length && bounces.length < MAX_BOUNCES;) {
    const line = endOfHeaderLine(text.text, at, text.length);
    const bounce = readLine(text, at, Math.min(line.at, at + MAX_LINE), senders);
    if (bounce !== undefined) bounces.push(bounce);
    at = line.next;
  }
  return bounces;
}

function readLine(
  text: MappedText,
  start: number,
  end: number,
  senders: Map<string, LocatedText>,
): Bounce | undefined {
  const line = text.text.slice(start, end);
  const read = (pattern: RegExp): LocatedText | undefined => findIn(text, pattern, start, end);
  if (EXIM.test(line)) return readExim(text, start, end, line, senders, read);
  if (!POSTFIX.test(line) && !SENDMAIL.test(line)) return undefined;
  const queueId = read(/\]: (?!NOQUEUE)([\w.-]{5,30}): /d);
  const from = read(/\bfrom=<([^<>]{0,320})>/d);
  const isReject = /\breject(?:_warning)?: |\breject=/.test(line);
  if (!isReject && from !== undefined) remember(senders, queueId, from);
  const answerAt = answerIn(line, isReject);
  if (answerAt === undefined) return undefined;
  const relay = read(/\brelay=(?:\[[^\]]{0,60}\] )?([\w.-]{1,255})/d);
  const named = namedIn(text, start + answerAt.start, start + answerAt.end);
  const bounced = /\b(?:status=(?:bounced|expired)|stat=(?!Deferred|Sent|queued))|\breject/.test(line);
  return {
    kind: 'bounce',
    reply: withStatus(readSmtpReply(text, start + answerAt.start, start + answerAt.end), read),
    action: bounced ? 'failed' : 'delayed',
    recipient: read(/\bto=<([^<>]{0,320})>/d) ?? (isReject ? read(/\barg1=<([^<>]{0,320})>/d) : undefined),
    remoteMta: isReject ? undefined : relay,
    reportingMta: undefined,
    ip: isReject
      ? ipIn(text, start, end)
      : ipIn(text, start + behindCode(line, answerAt.start), start + answerAt.end),
    envelopeFrom: from ?? (queueId === undefined ? undefined : senders.get(queueId.value)),
    headerFrom: undefined,
    namedDomain: named.domain,
    time: read(TIME),
    queueId,
    signatures: [],
  };
}

const TIME =
  /^((?:<\d{1,3}>)?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d))/d;

/** Where the words of a server stand in a line of Postfix or Sendmail. */
function answerIn(
  line: string,
  isReject: boolean,
): { readonly start: number; readonly end: number } | undefined {
  if (isReject) {
    const match = /\breject(?:_warning)?: [A-Z]{1,20} from [^:]{1,300}(?::\d{1,5})?: |\breject=/.exec(line);
    if (match === null) return undefined;
    const start = match.index + match[0].length;
    const semicolon = line.indexOf('; from=<', start);
    return rangeOf(start, semicolon < 0 ? line.length : semicolon);
  }
  const status = /\bstatus=(?:bounced|deferred|expired|undeliverable) \(/.exec(line);
  if (status !== null) {
    const start = status.index + status[0].length;
    const end = line.endsWith(')') ? line.length - 1 : line.length;
    return rangeOf(start, end);
  }
  const stat = /\bstat=(?!Sent\b|queued\b)/.exec(line);
  return stat === null ? undefined : rangeOf(stat.index + stat[0].length, line.length);
}

/** What {@link readLog} makes something of: a failure, or the sender of a message that may fail. */
export type LogLine =
  | { readonly kind: 'failure'; readonly queueId: string | undefined }
  | { readonly kind: 'sender'; readonly queueId: string }
  | { readonly kind: 'other' };

/** What a line of a log is good for, at less cost than reading it. */
export function kindOfLogLine(line: string): LogLine {
  const isFailure = FAILURE.test(line);
  if ((!isFailure && !SENDER.test(line)) || !isLogLine(line)) return { kind: 'other' };
  const queueId = (/\]: (?!NOQUEUE)([\w.-]{5,30}): /.exec(line) ??
    / ([\w]{6}-[\w]{6,11}-[\w]{2,4}) /.exec(line))?.[1];
  if (isFailure) return { kind: 'failure', queueId };
  return queueId === undefined ? { kind: 'other' } : { kind: 'sender', queueId };
}

const FAILURE =
  /\bstatus=(?:bounced|deferred|expired|undeliverable) \(|\bstat=(?!Sent\b|queued\b)|\breject|^[\d :.+[\]-]{19,60} ?[\w-]{0,40} ?(?:\*\*|==) /;
const SENDER = /\bfrom=<| <= /;

/** `(host mx.example.com[192.0.2.1] said: 550 …`: the address before the code is the server's own. */
function behindCode(line: string, start: number): number {
  const said = line.slice(start).search(/(?:^|[\s(:])[45]\d\d[ -]/);
  return said < 0 ? line.length : start + said;
}

/** `dsn=5.7.1` where the answer itself has no enhanced code. */
function withStatus(
  reply: Bounce['reply'],
  read: (pattern: RegExp) => LocatedText | undefined,
): Bounce['reply'] {
  const enhanced = reply.enhanced ?? read(/\bdsn=([245]\.\d{1,3}\.\d{1,3})/d);
  return { ...reply, enhanced };
}

function remember(
  senders: Map<string, LocatedText>,
  queueId: LocatedText | undefined,
  from: LocatedText,
): void {
  if (queueId !== undefined && senders.size < MAX_SENDERS) senders.set(queueId.value, from);
}

function readExim(
  text: MappedText,
  start: number,
  end: number,
  line: string,
  senders: Map<string, LocatedText>,
  read: (pattern: RegExp) => LocatedText | undefined,
): Bounce | undefined {
  const queueId = read(/ ([\w]{6}-[\w]{6,11}-[\w]{2,4}) /d);
  const arrived = read(/ <= ([^\s]{1,320})/d);
  if (arrived !== undefined) {
    const isNull = arrived.value === '<>';
    remember(senders, queueId, isNull ? { ...arrived, value: '' } : arrived);
    return undefined;
  }
  const isReject = /\brejected /.test(line) && !/ (?:\*\*|==) /.test(line);
  const failed = / \*\* /.test(line);
  if (!isReject && !failed && !/ == /.test(line)) return undefined;
  const answer = isReject
    ? /\brejected [A-Z][^:]{0,20}[^:]{0,340}: /.exec(line)
    : /: |\): |\(-?\d+\)/.exec(line.slice(45));
  const answerAt = answer === null ? 0 : answer.index + answer[0].length + (isReject ? 0 : 45);
  const named = namedIn(text, start + answerAt, end);
  return {
    kind: 'bounce',
    reply: readSmtpReply(text, start + answerAt, end),
    action: failed || isReject ? 'failed' : 'delayed',
    recipient: isReject
      ? read(/\brejected RCPT <?([^\s<>]{1,320}@[^\s<>:]{1,255})/d)
      : read(/ (?:\*\*|==) ([^\s]{1,320})/d),
    remoteMta: isReject ? undefined : read(/ H=([\w.-]{1,255})/d),
    reportingMta: undefined,
    ip: isReject ? ipIn(text, start, end) : ipIn(text, start + behindCode(line, answerAt), end),
    envelopeFrom:
      read(/ F=<([^<>]{0,320})>/d) ?? (queueId === undefined ? undefined : senders.get(queueId.value)),
    headerFrom: undefined,
    namedDomain: named.domain,
    time: read(TIME),
    queueId,
    signatures: [],
  };
}
