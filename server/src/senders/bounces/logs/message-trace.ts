import type { MappedText } from '../../../text/mapped-text.ts';
import { foundIn } from '../found.ts';
import { addressesOf, makeBounce } from '../make.ts';
import type { Bounce } from '../model.ts';
import { readSmtpReply } from '../reply.ts';
import { addressOf, recipientsOf } from './exchange-tracking.ts';
import { COLUMN_ALIASES, FAILED, MAY_HAVE_FAILED } from './message-trace-languages.ts';
import type { LogLine, Row, TableFormat } from './model.ts';
import { OTHER } from './model.ts';
import { whole } from './table-row.ts';

/**
 * The message trace of Microsoft 365 as downloaded: the summary (`user@example.net##Receive, Fail`) and the list of the
 * admin center. Neither has the text of a server's reply. Only the extended trace does.
 */
export const MESSAGE_TRACE: TableFormat = {
  name: 'Microsoft 365 message trace',
  columns: [
    ['origintimestamputc', 'senderaddress', 'recipientstatus'],
    ['received', 'senderaddress', 'recipient', 'status'],
    ['received', 'senderaddress', 'recipientaddress', 'status'],
  ],
  relevant: MAY_HAVE_FAILED,
  aliases: COLUMN_ALIASES,
  kindOf: (row): LogLine => (failuresIn(row).length > 0 ? { kind: 'failure', id: undefined } : OTHER),
  read: failuresIn,
};

function failuresIn(row: Row): readonly Bounce[] {
  const summary = row('recipientstatus');
  if (summary !== undefined) return ofSummary(summary, row);
  const status = row('status');
  if (status === undefined || !FAILED.test(status.text)) return [];
  const [recipient] = recipientsOf(row('recipient') ?? row('recipientaddress'));
  return [{ ...bounceOf(status, row), recipient }];
}

function ofSummary(summary: MappedText, row: Row): readonly Bounce[] {
  const bounces: Bounce[] = [];
  for (const match of summary.text.matchAll(/([^\s;#]{1,320})##([^;#]{1,200})/dg)) {
    const [, address, status] = match.indices ?? [];
    if (address === undefined || status === undefined || !FAILED.test(match[2] ?? '')) continue;
    const recipient = foundIn(summary, ...address);
    bounces.push({ ...bounceOf(summary.slice(...status), row), recipient });
  }
  return bounces;
}

function bounceOf(status: MappedText, row: Row): Bounce {
  const isIncoming = /^incoming$/i.test(row('directionality')?.text ?? '');
  return makeBounce({
    reply: readSmtpReply(status, 0, status.length),
    action: 'failed',
    addresses: addressesOf(
      ['sending', addressOf(row('fromip'))],
      ['receiving', addressOf(row('toip'))],
      // For outgoing mail, it is the computer that submitted the message.
      [isIncoming ? 'sending' : 'unknown', addressOf(row('originalclientip'))],
    ),
    envelopeFrom: whole(row('senderaddress')),
    time: whole(row('origintimestamputc') ?? row('received')),
    queueId: whole(row('networkmessageid') ?? row('messagetraceid')),
  });
}
