import { addressesOf, makeBounce } from '../make.ts';
import { readSmtpReply } from '../reply.ts';
import { addressesIn } from '../sending-ip.ts';
import type { LogFormat, LogLine } from './model.ts';
import { OTHER } from './model.ts';
import { FROM, TIME, TO } from './syslog.ts';

const LINE = /\bsmtpd\[\d{1,10}\]: [\da-f]{16} (?:mta|smtp) /;
const SESSION = /\]: ([\da-f]{16}) /d;
/** Outgoing mail: `result="PermFail" stat="550 …"`. */
const DELIVERY = /\bresult="(?:PermFail|TempFail|LoopFail)" stat="/;
/** Incoming mail: the reply of this server to a client. */
const REFUSED = /\]: [\da-f]{16} smtp (?:event=)?failed-command /;
const RESULT = ' result="';
const CONNECTED = /\bsmtp (?:event=)?connected address=/;

export const OPENSMTPD: LogFormat = {
  name: 'OpenSMTPD',
  isLine: (line) => LINE.test(line),
  kindOf(line): LogLine {
    const id = SESSION.exec(line)?.[1];
    if (DELIVERY.test(line) || resultIn(line) !== undefined) return { kind: 'failure', id };
    return id !== undefined && CONNECTED.test(line) ? { kind: 'context', id, part: 'client' } : OTHER;
  },
  read(line, memory) {
    const session = line.find(SESSION)?.value;
    if (CONNECTED.test(line.line))
      memory.remember('client', session, line.find(/ address=([\da-fA-F.:]{2,45})/d));
    const delivery = DELIVERY.exec(line.line);
    const said = delivery === null ? resultIn(line.line) : delivery.index + delivery[0].length;
    if (said === undefined) return undefined;
    const start = line.start + said;
    const end = line.line.endsWith('"') ? line.end - 1 : line.end;
    const common = { reply: readSmtpReply(line.text, start, end), time: line.find(TIME) };
    if (delivery === null) {
      return makeBounce({
        ...common,
        action: 'failed',
        recipient: line.find(/\bRCPT TO:<([^<>"]{0,320})>/d),
        addresses: [
          ...addressesOf(['sending', memory.recall('client', session)]),
          ...addressesIn(line.text, start, end),
        ],
      });
    }
    return makeBounce({
      ...common,
      action: delivery[0].includes('Temp') ? 'delayed' : 'failed',
      recipient: line.find(TO),
      remoteMta: line.find(/\brelay="[\da-fA-F.:]{2,45} \(([\w.-]{1,255})\)"/d),
      addresses: [
        ...addressesOf(
          ['sending', line.find(/\bsource="([\da-fA-F.:]{2,45})"/d)],
          ['receiving', line.find(/\brelay="([\da-fA-F.:]{2,45})/d)],
        ),
        ...addressesIn(line.text, start, end),
      ],
      envelopeFrom: line.find(FROM),
      queueId: line.find(/\bevpid=([\da-f]{16})/d),
    });
  },
};

/** The start of the reply to a rejected command. */
function resultIn(line: string): number | undefined {
  const result = REFUSED.test(line) ? line.lastIndexOf(RESULT) : -1;
  const start = result + RESULT.length;
  return result >= 0 && /^[45]\d\d/.test(line.slice(start, start + 3)) ? start : undefined;
}
