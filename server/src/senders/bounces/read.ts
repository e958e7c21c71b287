import { MappedText } from '../../text/mapped-text.ts';
import { readHeaders } from '../message/headers.ts';
import { readMessage } from '../message/parts.ts';
import { authenticationOf, readAuthentication, tellsAuthentication } from './authentication.ts';
import { isLog, readLog } from './log.ts';
import type { Bounce, DeliveryEvidence } from './model.ts';
import { readNotification } from './notification.ts';
import { readPasted } from './pasted.ts';
import { readReport, readableTextOf } from './report.ts';

/** Characters of a message that are read. What a report says comes before the message that it brings back. */
export const MAX_BOUNCE_MESSAGE = 1024 * 1024;

const OF_A_MESSAGE = new Set([
  'received',
  'return-path',
  'delivered-to',
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
]);

/**
 * Whatever somebody has of mail that did not arrive: a delivery report, the answer of a server, lines of a log, the
 * results that a receiver wrote into a header. Never fails: words without any code are one answer; a message that reports
 * nothing is no evidence. Ranges are in `text`.
 */
export function readEvidence(text: string): readonly DeliveryEvidence[] {
  const given = MappedText.verbatim(text, 0);
  const start = /^\s{0,1000}/.exec(text)?.[0].length ?? 0;
  const message = given.slice(start, Math.min(text.length, start + MAX_BOUNCE_MESSAGE));
  const { headers } = readHeaders(message, 0, message.length);
  if (headers.filter(({ name }) => OF_A_MESSAGE.has(name)).length >= 2) {
    const bounces = readReport(message);
    if (bounces.length > 0) return bounces;
    const words = readableTextOf(readMessage(message).parts);
    const notified = words === undefined ? [] : readNotification(words);
    if (notified.length > 0) return notified;
    const quoted = readQuoted(words).filter(hasCode);
    return quoted.length > 0 ? quoted : authenticationOf(headers);
  }
  if (isLog(text)) {
    const bounces = readLog(given);
    if (bounces.length > 0) return bounces;
  }
  const pasted = readPasted(given);
  const tells = tellsAuthentication(text);
  if (tells === undefined || (tells === 'results' && pasted.some(hasCode))) return pasted;
  const results = readAuthentication(given);
  return results.length > 0 ? results : pasted;
}

/** Somebody wrote about a report, and quoted it. */
function readQuoted(words: MappedText | undefined): readonly Bounce[] {
  return words === undefined || !QUOTED.test(words.text) ? [] : readPasted(words);
}

const QUOTED = /^>[ >]|^(?:Reporting-MTA|Final-Recipient|Diagnostic-Code)[ \t]{0,5}:/m;

function hasCode({ reply }: Bounce): boolean {
  return reply.smtp !== undefined || reply.enhanced !== undefined;
}
