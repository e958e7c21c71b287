import { rangeOf } from '../../../text/range.ts';
import { addressesOf, makeBounce } from '../make.ts';
import type { Bounce, FoundAddress } from '../model.ts';
import { namedIn } from '../named.ts';
import { readSmtpReply } from '../reply.ts';
import { addressesIn, ipIn } from '../sending-ip.ts';
import type { LineText, LogFormat, LogLine, LogMemory } from './model.ts';
import { OTHER } from './model.ts';
import { FROM, queueIdOf, QUEUE_ID, TIME, TO } from './syslog.ts';

const LINE = /\bpostfix[\w/.-]{0,60}\[\d{1,10}\]: /;
const STATUS = /\bstatus=(?:bounced|deferred|expired|undeliverable) \(/;
/** `reject: RCPT from name[ip]: `, `milter-reject: END-OF-MESSAGE from name[ip]: ` */
const REJECT = /\breject(?:_warning)?: [A-Z-]{1,20} from [^:]{1,300}(?::\d{1,5})?: /;
/** `reject: header Subject: … from name[ip]; from=<> to=<> proto=ESMTP helo=<x>: 5.7.1 …` */
const CONTENT_REJECT = /\breject: (?:header|body) /;
const LOGIN = /\bSASL [\w-]{1,30} authentication failed\b/;
const CLIENT = / from [\w.-]{0,255}\[([\da-fA-F.:]{2,45})\]/d;

export const POSTFIX: LogFormat = {
  name: 'Postfix',
  isLine: (line) => LINE.test(line),
  kindOf(line): LogLine {
    if (STATUS.test(line) || LOGIN.test(line) || /\breject/.test(line))
      return { kind: 'failure', id: queueIdOf(line) };
    const id = FROM.test(line) ? queueIdOf(line) : undefined;
    return id === undefined ? OTHER : { kind: 'context', id, part: 'from' };
  },
  read(line, memory) {
    const reply = replyIn(line.line);
    const from = line.find(FROM);
    const queueId = line.find(QUEUE_ID);
    if (reply?.kind !== 'reject') memory.remember('from', queueId?.value, from);
    return reply === undefined ? undefined : bounceIn(line, memory, reply);
  },
};

interface ReplyPlace {
  /** status: the result of outgoing mail. reject, login: the reply of this server to a client. */
  readonly kind: 'status' | 'reject' | 'login';
  readonly start: number;
  readonly end: number;
}

/** The place of a server's reply in a line. */
function replyIn(line: string): ReplyPlace | undefined {
  const status = STATUS.exec(line);
  if (status !== null) {
    const start = status.index + status[0].length;
    return { kind: 'status', ...rangeOf(start, line.endsWith(')') ? line.length - 1 : line.length) };
  }
  const login = LOGIN.exec(line);
  if (login !== null) return { kind: 'login', ...rangeOf(login.index, line.length) };
  const reject = REJECT.exec(line);
  if (reject === null) return contentReplyIn(line);
  const start = reject.index + reject[0].length;
  const semicolon = line.indexOf('; from=<', start);
  return { kind: 'reject', ...rangeOf(start, semicolon < 0 ? line.length : semicolon) };
}

/** A rejected header or body is quoted before the client and addresses, and the reply comes after them. */
function contentReplyIn(line: string): ReplyPlace | undefined {
  const helo = CONTENT_REJECT.test(line) ? line.lastIndexOf(' helo=<') : -1;
  const end = helo < 0 ? -1 : line.indexOf('>: ', helo);
  return end < 0 ? undefined : { kind: 'reject', ...rangeOf(end + 3, line.length) };
}

function bounceIn(line: LineText, memory: LogMemory, { kind, start, end }: ReplyPlace): Bounce {
  const { text } = line;
  const [from, to] = [line.start + start, line.start + end];
  const queueId = line.find(QUEUE_ID);
  const reply = readSmtpReply(text, from, to);
  const enhanced = reply.enhanced ?? line.find(/\bdsn=([245]\.\d{1,3}\.\d{1,3})/d);
  return makeBounce({
    reply: { ...reply, enhanced },
    action: kind === 'status' && !/\bstatus=(?:bounced|expired)/.test(line.line) ? 'delayed' : 'failed',
    recipient: line.find(TO),
    remoteMta: kind === 'status' ? line.find(/\brelay=(?!none\b)([\w.-]{1,255}\w)/d) : undefined,
    addresses: [...clientOrRelay(line, kind), ...addressesIn(text, from, to)],
    envelopeFrom: line.find(FROM) ?? memory.recall('from', queueId?.value),
    namedDomain: namedIn(text, from, to).domain,
    time: line.find(TIME),
    queueId,
  });
}

function clientOrRelay(line: LineText, kind: ReplyPlace['kind']): readonly FoundAddress[] {
  switch (kind) {
    case 'status':
      return addressesOf(['receiving', line.find(/\brelay=[\w.-]{0,255}\[([\da-fA-F.:]{2,45})\]/d)]);
    case 'reject':
      return addressesOf(['sending', line.find(CLIENT)]);
    case 'login':
      return addressesOf(['sending', ipIn(line.text, line.start, line.end)]);
  }
}
