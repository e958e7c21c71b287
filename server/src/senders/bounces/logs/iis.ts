import { MappedText } from '../../../text/mapped-text.ts';
import { findIn } from '../found.ts';
import { addressesOf, makeBounce } from '../make.ts';
import { readSmtpReply } from '../reply.ts';
import { addressesIn } from '../sending-ip.ts';
import { addressOf } from './exchange-tracking.ts';
import type { LogLine, Row, TableFormat } from './model.ts';
import { OTHER } from './model.ts';
import { whole } from './table-row.ts';

const MAIL = /^FROM:\s?<([^<>]{0,320})>/di;
const RCPT = /^TO:\s?<([^<>]{0,320})>/di;

/**
 * The SMTP service of IIS, in the W3C format. It has no session number, so the other side's address identifies the
 * session.
 */
export const IIS: TableFormat = {
  name: 'IIS SMTP',
  columns: [['cip', 'csusername', 'csmethod', 'csuriquery']],
  relevant: /Outbound|\b(?:MAIL|RCPT)\b/,
  kindOf(row): LogLine {
    const id = row('cip')?.text;
    if (isReply(row)) return { kind: 'failure', id };
    if (id === undefined) return OTHER;
    const method = row('csmethod')?.text;
    if (method === 'MAIL') return { kind: 'context', id, part: 'from' };
    return method === 'RCPT' ? { kind: 'context', id, part: 'to' } : OTHER;
  },
  read(row, memory) {
    const id = row('cip')?.text;
    const query = row('csuriquery');
    if (query === undefined) return [];
    const words = new MappedText(query.text.replaceAll('+', ' '), query.segments);
    if (row('csmethod')?.text === 'MAIL') memory.remember('from', id, findIn(words, MAIL));
    if (row('csmethod')?.text === 'RCPT') memory.remember('to', id, findIn(words, RCPT));
    if (!isReply(row)) return [];
    const isDelayed = words.text.startsWith('4');
    const date = row('date');
    const time = row('time');
    return [
      makeBounce({
        reply: readSmtpReply(words, 0, words.length),
        action: isDelayed ? 'delayed' : 'failed',
        recipient: memory.recall('to', id),
        addresses: [
          ...addressesOf(['receiving', addressOf(row('cip'))], ['sending', addressOf(row('sip'))]),
          ...addressesIn(words),
        ],
        envelopeFrom: memory.recall('from', id),
        time:
          date === undefined || time === undefined
            ? undefined
            : whole(MappedText.join([date, SPACE, time, UTC])),
      }),
    ];
  },
};

const SPACE = MappedText.unwritten(' ');
/** The time zone of every log in the W3C format. */
const UTC = MappedText.unwritten(' UTC');

/** The reply of another server. IIS does not log the text of its own replies to clients. */
function isReply(row: Row): boolean {
  return (
    row('csusername')?.text === 'OutboundConnectionResponse' &&
    /^[45]\d\d/.test(row('csuriquery')?.text ?? '')
  );
}
