import { findIn } from '../found.ts';
import { addressesOf, makeBounce } from '../make.ts';
import { readSmtpReply } from '../reply.ts';
import { addressesIn } from '../sending-ip.ts';
import { addressOf } from './exchange-tracking.ts';
import type { LogLine, Row, TableFormat } from './model.ts';
import { OTHER } from './model.ts';
import { whole } from './table-row.ts';

const MAIL = /^MAIL FROM:\s?<([^<>]{0,320})>/di;
const RCPT = /^RCPT TO:\s?<([^<>]{0,320})>/di;

/** SmtpSend and SmtpReceive: each line is something sent (`>`) or received (`<`). */
export const EXCHANGE_PROTOCOL: TableFormat = {
  name: 'Exchange SMTP protocol',
  columns: [['sessionid', 'localendpoint', 'remoteendpoint', 'event', 'data']],
  relevant: /,[<>],(?:[45]\d\d|"?MAIL FROM|"?RCPT TO)/i,
  kindOf(row): LogLine {
    const id = row('sessionid')?.text;
    if (isReply(row)) return { kind: 'failure', id };
    const data = row('data')?.text ?? '';
    if (id === undefined) return OTHER;
    if (MAIL.test(data)) return { kind: 'context', id, part: 'from' };
    return RCPT.test(data) ? { kind: 'context', id, part: 'to' } : OTHER;
  },
  read(row, memory) {
    const id = row('sessionid')?.text;
    const data = row('data');
    if (data === undefined) return [];
    memory.remember('from', id, findIn(data, MAIL));
    memory.remember('to', id, findIn(data, RCPT));
    if (!isReply(row)) return [];
    // The side that receives a reply is the client, and its endpoint sends the mail.
    const isClient = row('event')?.text === '<';
    const [local, remote] = [addressOf(row('localendpoint')), addressOf(row('remoteendpoint'))];
    const isDelayed = data.text.startsWith('4');
    return [
      makeBounce({
        reply: readSmtpReply(data, 0, data.length),
        action: isDelayed ? 'delayed' : 'failed',
        recipient: memory.recall('to', id),
        addresses: [
          ...addressesOf(
            [isClient ? 'sending' : 'receiving', local],
            [isClient ? 'receiving' : 'sending', remote],
          ),
          ...addressesIn(data),
        ],
        envelopeFrom: memory.recall('from', id),
        time: whole(row('datetime')),
        queueId: whole(row('sessionid')),
      }),
    ];
  },
};

function isReply(row: Row): boolean {
  return /^[<>]$/.test(row('event')?.text ?? '') && /^[45]\d\d[ -]/.test(row('data')?.text ?? '');
}
