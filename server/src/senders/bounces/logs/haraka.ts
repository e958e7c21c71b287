import { addressesOf, makeBounce } from '../make.ts';
import { readSmtpReply } from '../reply.ts';
import type { LogFormat, LogLine } from './model.ts';
import { OTHER } from './model.ts';
import { TIME } from './syslog.ts';

const LINE = /\[[A-Z]{4,8}\] \[[\w.-]{1,60}\] \[outbound\] /;
const FAILED = /\[outbound\] (?:bounced|deferred|temporary)\b/;
const ERROR = ' err="';

/** Outgoing mail of Haraka. Its plugins write the other lines in their own formats. */
export const HARAKA: LogFormat = {
  name: 'Haraka',
  isLine: (line) => LINE.test(line),
  kindOf: (line): LogLine =>
    FAILED.test(line) && line.includes(ERROR) ? { kind: 'failure', id: undefined } : OTHER,
  read(line) {
    const failed = FAILED.exec(line.line);
    const error = line.line.indexOf(ERROR);
    if (failed === null || error < 0) return undefined;
    const start = line.start + error + ERROR.length;
    const quote = line.text.text.indexOf('"', start);
    const end = quote < 0 || quote > line.end ? line.end : quote;
    return makeBounce({
      reply: readSmtpReply(line.text, start, end),
      action: failed[0].includes(' bounced') ? 'failed' : 'delayed',
      recipient: line.find(/\b(?:to|rcpt)=<?([^\s<>]{1,320})/d),
      remoteMta: line.find(/\bhost=([\w.-]{1,255})/d),
      addresses: addressesOf(['receiving', line.find(/\bip=([\da-fA-F.:]{2,45})/d)]),
      time: line.find(TIME),
      queueId: line.find(/\] \[([\w.-]{1,60})\] \[outbound\]/d),
    });
  },
};
