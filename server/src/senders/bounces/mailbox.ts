import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';

/** Messages of one mailbox that are read. */
export const MAX_MESSAGES = 100_000;

/** `From sender Mon Jan 5 08:00:00 2026`: RFC 4155. A time and a year follow the sender. */
const SEPARATOR = /^From \S{1,320} .{0,40}\d\d:\d\d.{0,40}\d{4}/;

export function isSeparator(line: string): boolean {
  return line.startsWith('From ') && SEPARATOR.test(line.slice(0, 500));
}

/** Whether a text is a mailbox, which is a sequence of messages, each after a line that begins with `From `. */
export function isMailbox(text: string): boolean {
  return isSeparator(text.slice(0, 500));
}

/**
 * The messages of a mailbox, each from its `From ` line on. Such a line begins a message only after an empty line.
 * `>From ` is left as it is, because the quoting that a program used is unknown and no header begins this way.
 */
export function* messagesIn(text: string): Iterable<Range> {
  let start = 0;
  let found = 0;
  for (
    let at = text.indexOf('\nFrom ');
    at >= 0 && found < MAX_MESSAGES;
    at = text.indexOf('\nFrom ', at + 1)
  ) {
    const before = text[at - 1] === '\r' ? text[at - 2] : text[at - 1];
    if (before !== '\n' || !isSeparator(text.slice(at + 1, at + 500))) continue;
    yield rangeOf(start, at + 1);
    start = at + 1;
    found++;
  }
  if (found < MAX_MESSAGES) yield rangeOf(start, text.length);
}

/** Whether a message looks like a delivery report. Most messages of a mailbox are not. */
export function mayReport(message: string): boolean {
  return REPORT.test(message);
}

const REPORT =
  /delivery-status|feedback-report|mailer-daemon|postmaster@|X-Failed-Recipients|notificationType|eventType|^Subject:.{0,200}(?:undeliver|deliver|returned|failure|delayed|bounce)/im;
