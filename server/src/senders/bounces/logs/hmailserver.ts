import { addressesOf, makeBounce } from '../make.ts';
import { readSmtpReply } from '../reply.ts';
import { addressesIn } from '../sending-ip.ts';
import type { LogFormat, LogLine } from './model.ts';
import { OTHER } from './model.ts';

/** Tab-separated: the side, the thread, the session, the time, the other side's address, and what was said. */
const LINE = /^"SMTP[CD]"\t\d{1,10}\t\d{1,10}\t"[^"]{0,40}"\t"[^"]{0,45}"\t"(?:SENT|RECEIVED): /;
/** As a client this server receives the reply; as a server it sends it. */
const FAILED = /^"SMTP(?:C"\t[^\n]{0,120}\t"RECEIVED|D"\t[^\n]{0,120}\t"SENT): (?=[45]\d\d[ -])/;
const COMMAND = /: (MAIL FROM|RCPT TO):/i;
const SESSION = /^"SMTP[CD]"\t\d{1,10}\t(\d{1,10})\t/d;

export const HMAILSERVER: LogFormat = {
  name: 'hMailServer',
  isLine: (line) => LINE.test(line),
  kindOf(line): LogLine {
    const id = SESSION.exec(line)?.[1];
    if (FAILED.test(line)) return { kind: 'failure', id };
    const command = COMMAND.exec(line)?.[1]?.toLowerCase();
    if (id === undefined || command === undefined) return OTHER;
    return { kind: 'context', id, part: command === 'mail from' ? 'from' : 'to' };
  },
  read(line, memory) {
    const session = line.find(SESSION)?.value;
    memory.remember('from', session, line.find(/: MAIL FROM:\s?<([^<>]{0,320})>/di));
    memory.remember('to', session, line.find(/: RCPT TO:\s?<([^<>]{0,320})>/di));
    const failed = FAILED.exec(line.line);
    if (failed === null) return undefined;
    const isClient = line.line.startsWith('"SMTPC"');
    const start = line.start + failed[0].length;
    const end = line.line.endsWith('"') ? line.end - 1 : line.end;
    return makeBounce({
      reply: readSmtpReply(line.text, start, end),
      action: line.text.text[start] === '4' ? 'delayed' : 'failed',
      recipient: memory.recall('to', session),
      addresses: [
        ...addressesOf([
          isClient ? 'receiving' : 'sending',
          line.find(/^(?:[^\t]{0,60}\t){4}"([\da-fA-F.:]{2,45})"/d),
        ]),
        ...addressesIn(line.text, start, end),
      ],
      envelopeFrom: memory.recall('from', session),
      time: line.find(/^(?:[^\t]{0,60}\t){3}"([^"]{1,40})"/d),
    });
  },
};
