import { addressesOf, makeBounce } from '../make.ts';
import { readSmtpReply } from '../reply.ts';
import { addressOf, recipientsOf } from './exchange-tracking.ts';
import type { LogLine, Row, TableFormat } from './model.ts';
import { OTHER } from './model.ts';
import { whole } from './table-row.ts';

/** The export of Google's Email Log Search. It has the code of a reply and never its words. */
export const EMAIL_LOG_SEARCH: TableFormat = {
  name: 'Google Email Log Search',
  columns: [['startdate', 'recipientaddress', 'eventstatus', 'eventsmtpreplycode']],
  relevant: /(?:^|,)"?[45]\d\d"?(?:,|\r?$)/,
  kindOf: (row): LogLine => (isFailure(row) ? { kind: 'failure', id: undefined } : OTHER),
  read(row) {
    const code = row('eventsmtpreplycode');
    if (code === undefined || !isFailure(row)) return [];
    const isOutgoing = row('eventtarget')?.text === 'SMTP_OUT';
    const [recipient] = recipientsOf(row('recipientaddress'));
    return [
      makeBounce({
        reply: readSmtpReply(code, 0, code.length),
        action: code.text.startsWith('4') ? 'delayed' : 'failed',
        recipient,
        addresses: addressesOf(
          [isOutgoing ? 'receiving' : 'unknown', addressOf(row('eventtargetipaddress'))],
          ['sending', isOutgoing ? undefined : addressOf(row('senderip') ?? row('clientipaddress'))],
        ),
        envelopeFrom: whole(row('sender')),
        time: whole(row('eventdate') ?? row('enddate') ?? row('startdate')),
        queueId: whole(row('messageid')),
      }),
    ];
  },
};

function isFailure(row: Row): boolean {
  return /^[45]\d\d$/.test(row('eventsmtpreplycode')?.text ?? '');
}
