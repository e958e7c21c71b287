import { MappedText } from '../../../text/mapped-text.ts';
import { makeBounce } from '../make.ts';
import type { LocatedText } from '../model.ts';
import { readSmtpReply } from '../reply.ts';
import { addressesIn } from '../sending-ip.ts';
import type { LogFormat, LogLine } from './model.ts';
import { OTHER } from './model.ts';
import { TIME } from './syslog.ts';

const STAMP = '(?:^@[\\da-f]{24} |\\bqmail: \\d{1,12}\\.\\d{1,9} )';
const LINE = new RegExp(`${STAMP}(?:info msg |starting delivery |delivery \\d{1,10}: )`);
const FAILED = /\bdelivery (\d{1,10}): (?:failure|deferral): /d;
const STARTING = /\bstarting delivery (\d{1,10}): msg (\d{1,12}) to (?:remote|local) ([^\s]{1,320})/d;
const MESSAGE = /\binfo msg (\d{1,12}): .{0,100}\bfrom <([^<>]{0,320})>/d;

/** TAI64N: 2^62 plus the seconds since 1970, 10 seconds ahead as qmail counts them, then nanoseconds. */
function readableTime(found: LocatedText | undefined): LocatedText | undefined {
  const seconds = Number.parseInt(found?.value.slice(1, 16) ?? '', 16) - 10;
  const isTime = found?.value.startsWith('4') === true && seconds > 0 && seconds < MAX_SECONDS;
  return isTime ? { ...found, value: new Date(seconds * 1000).toISOString() } : found;
}

/** The year 9999. */
const MAX_SECONDS = 253_402_300_799;

/** The lines of qmail-send. A delivery belongs to a message, and the sender is in a line about the message. */
export const QMAIL: LogFormat = {
  name: 'qmail',
  isLine: (line) => LINE.test(line),
  kindOf(line): LogLine {
    const failed = FAILED.exec(line)?.[1];
    if (failed !== undefined) return { kind: 'failure', id: `delivery ${failed}` };
    const [, started, of] = STARTING.exec(line) ?? [];
    if (started !== undefined)
      return { kind: 'context', id: `delivery ${started}`, part: 'to', of: `msg ${of ?? ''}` };
    const message = MESSAGE.exec(line)?.[1];
    return message === undefined ? OTHER : { kind: 'context', id: `msg ${message}`, part: 'from' };
  },
  read(line, memory) {
    const message = MESSAGE.exec(line.line);
    if (message !== null)
      memory.remember('from', `msg ${message[1] ?? ''}`, line.find(/\bfrom <([^<>]{0,320})>/d));
    const started = STARTING.exec(line.line);
    if (started !== null) {
      const delivery = `delivery ${started[1] ?? ''}`;
      memory.remember('to', delivery, line.find(/ to (?:remote|local) ([^\s]{1,320})/d));
      memory.remember('from', delivery, memory.recall('from', `msg ${started[2] ?? ''}`));
    }
    const failed = FAILED.exec(line.line);
    if (failed === null) return undefined;
    const delivery = `delivery ${failed[1] ?? ''}`;
    const place = line.text.slice(line.start + failed.index + failed[0].length, line.end);
    // A "_" is a space and a "/" is a line end. Each keeps its place.
    const words = new MappedText(place.text.replaceAll('_', ' ').replaceAll('/', '\n'), place.segments);
    const said = /^Remote host said: /m.exec(words.text);
    const giving = words.text.indexOf('\nGiving up on ');
    const start = said === null ? 0 : said.index + said[0].length;
    const end = giving > start ? giving : words.length;
    return makeBounce({
      reply: readSmtpReply(words, start, end),
      action: failed[0].includes('deferral') ? 'delayed' : 'failed',
      recipient: memory.recall('to', delivery),
      addresses: addressesIn(words),
      envelopeFrom: memory.recall('from', delivery),
      time: readableTime(line.find(/^@([\da-f]{24})/d)) ?? line.find(TIME),
    });
  },
};
