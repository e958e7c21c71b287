import { addressesOf, makeBounce } from '../make.ts';
import { namedIn } from '../named.ts';
import { readSmtpReply } from '../reply.ts';
import { addressesIn } from '../sending-ip.ts';
import type { LogFormat, LogLine } from './model.ts';
import { MAX_PARTIES, OTHER } from './model.ts';
import { FROM, queueIdOf, QUEUE_ID, TIME, TO } from './syslog.ts';

const LINE = /\b(?:sendmail|sm-mta|sm-msp-queue)\[\d{1,10}\]: /;
const STATUS = /\bstat=(?!Sent\b|queued\b)/;
const REJECT = /\breject=/;
/** The reply of the other server, if a line has it in addition to its own status. */
const REPLY = /\breply=(?=[45]\d\d)/;

export const SENDMAIL: LogFormat = {
  name: 'Sendmail',
  isLine: (line) => LINE.test(line),
  kindOf(line): LogLine {
    if (STATUS.test(line) || REJECT.test(line)) return { kind: 'failure', id: queueIdOf(line) };
    const id = FROM.test(line) ? queueIdOf(line) : undefined;
    return id === undefined ? OTHER : { kind: 'context', id, part: 'from' };
  },
  read(line, memory) {
    const queueId = line.find(QUEUE_ID);
    const reject = REJECT.exec(line.line);
    if (reject === null) memory.remember('from', queueId?.value, line.find(FROM));
    const said = reject ?? REPLY.exec(line.line) ?? STATUS.exec(line.line);
    if (said === null || (reject === null && !STATUS.test(line.line))) return undefined;
    const start = line.start + said.index + said[0].length;
    const stat = line.line.indexOf(', stat=', said.index);
    const end = stat < 0 ? line.end : line.start + stat;
    const reply = readSmtpReply(line.text, start, end);
    const enhanced = reply.enhanced ?? line.find(/\bdsn=([245]\.\d{1,3}\.\d{1,3})/d);
    const isReject = reject !== null;
    return makeBounce({
      reply: { ...reply, enhanced },
      action: /\bstat=Deferred/.test(line.line) ? 'delayed' : 'failed',
      recipient: line.find(TO) ?? (isReject ? line.find(/\barg1=<([^<>]{0,320})>/d) : undefined),
      remoteMta: isReject ? undefined : line.find(/\brelay=([\w.-]{0,255}\w)/d),
      addresses: [
        ...addressesOf([
          isReject ? 'sending' : 'receiving',
          line.find(/\brelay=[^,[]{0,300}\[([\da-fA-F.:]{2,45})\]/d, MAX_PARTIES),
        ]),
        ...addressesIn(line.text, start, end),
      ],
      envelopeFrom: line.find(FROM) ?? memory.recall('from', queueId?.value),
      namedDomain: namedIn(line.text, start, end).domain,
      time: line.find(TIME),
      queueId,
    });
  },
};
