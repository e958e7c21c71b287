import { addressesOf, makeBounce } from '../make.ts';
import { namedIn } from '../named.ts';
import { readSmtpReply } from '../reply.ts';
import { addressesIn } from '../sending-ip.ts';
import type { LogFormat, LogLine } from './model.ts';
import { MAX_PARTIES, OTHER } from './model.ts';
import { TIME } from './syslog.ts';

/** `1abcDE-000001-AB`, since 4.97 `1vPabc-000000001AB-2CDE`. */
const ID = '\\w{6}-\\w{6,11}-\\w{2,4}';
/** `2026-01-02 03:04:05 1abcDE-000001-AB` and what happened: `**` failed, `==` deferred, `<=` came in. */
const LINE = new RegExp(
  '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?(?: [+-]\\d{4})?(?: \\[\\d{1,10}\\])? ' +
    `(?:${ID} (?:\\*\\*|==|<=|=>|->|Completed)|(?:${ID} )?.{0,400}\\brejected |\\w{1,30} authenticator failed for )`,
);
const QUEUE_ID = new RegExp(` (${ID}) `, 'd');
const FAILED = / \*\* /;
const DEFERRED = / == /;
const REJECTED = /\brejected (?:[A-Z][^:]{0,20}[^:]{0,340}: )?/;
const LOGIN = /\bauthenticator failed for [^:]{0,300}\][^ ]{0,10}(?: I=\[[^\]]{0,45}\]:\d{1,5})?: /;
const FROM = / F=<([^<>]{0,320})>/d;
/** Only the time is before this, and a colon in it does not end the host. */
const AFTER_TIME = 45;

export const EXIM: LogFormat = {
  name: 'Exim',
  isLine: (line) => LINE.test(line),
  kindOf(line): LogLine {
    const id = QUEUE_ID.exec(line)?.[1];
    if (isFailure(line)) return { kind: 'failure', id };
    return id !== undefined && / <= /.test(line) ? { kind: 'context', id, part: 'from' } : OTHER;
  },
  read(line, memory) {
    const queueId = line.find(QUEUE_ID);
    const arrived = line.find(/ <= ([^\s]{1,320})/d);
    if (arrived !== undefined) {
      memory.remember('from', queueId?.value, arrived.value === '<>' ? { ...arrived, value: '' } : arrived);
      return undefined;
    }
    if (!isFailure(line.line)) return undefined;
    const isOutgoing = FAILED.test(line.line) || DEFERRED.test(line.line);
    const start = line.start + replyStartIn(line.line, isOutgoing);
    // For outgoing mail, "H=" is the other server and "I=" the local address. For incoming mail, "H=" is the client.
    const host = line.find(/(?: H=| for )(?:[^[\]]{0,300} )?\[([\da-fA-F.:]{2,45})\]/d, MAX_PARTIES);
    const own = line.find(/ I=\[([\da-fA-F.:]{2,45})\]/d);
    return makeBounce({
      reply: readSmtpReply(line.text, start, line.end),
      action: isOutgoing && !FAILED.test(line.line) ? 'delayed' : 'failed',
      recipient: isOutgoing
        ? line.find(/ (?:\*\*|==) ([^\s]{1,320})/d)
        : line.find(/\brejected RCPT <?([^\s<>]{1,320}@[^\s<>:]{1,255})/d),
      remoteMta: isOutgoing ? line.find(/ H=([\w.-]{1,255})/d) : undefined,
      addresses: [
        ...addressesOf(
          [isOutgoing ? 'receiving' : 'sending', host],
          [isOutgoing ? 'sending' : 'receiving', own],
        ),
        ...addressesIn(line.text, start, line.end),
      ],
      envelopeFrom: line.find(FROM) ?? memory.recall('from', queueId?.value),
      namedDomain: namedIn(line.text, start, line.end).domain,
      time: line.find(TIME),
      queueId,
    });
  },
};

function isFailure(line: string): boolean {
  return FAILED.test(line) || DEFERRED.test(line) || /\brejected /.test(line) || LOGIN.test(line);
}

/** The start of the reply, after the host or else after an error number. */
function replyStartIn(line: string, isOutgoing: boolean): number {
  if (!isOutgoing) {
    const said = LOGIN.exec(line) ?? REJECTED.exec(line);
    return said === null ? 0 : said.index + said[0].length;
  }
  const host = line.indexOf(' H=');
  const from = Math.max(host, Math.min(AFTER_TIME, line.length));
  const end = host < 0 ? /: |\): |\(-?\d{1,6}\)/.exec(line.slice(from)) : /: /.exec(line.slice(from));
  return end === null ? from : from + end.index + end[0].length;
}
