import type { MappedText } from '../../../text/mapped-text.ts';
import { formatIp, parseIp } from '../../../dns/address.ts';
import { findIn, foundIn } from '../found.ts';
import { addressesOf, makeBounce } from '../make.ts';
import type { AddressRole, Bounce, LocatedText } from '../model.ts';
import { namedIn } from '../named.ts';
import { readSmtpReply } from '../reply.ts';
import { addressesIn } from '../sending-ip.ts';
import type { LogLine, Row, TableFormat } from './model.ts';
import { OTHER } from './model.ts';
import { whole } from './table-row.ts';

/** Recipients of one row that are read. */
const MAX_RECIPIENTS = 1000;

/**
 * The message tracking log of Exchange, also as exported by `Get-MessageTrackingLog | Export-Csv`, and the extended
 * message trace of Microsoft 365. `{LED=550 …};{FQDN=…};{IP=…}` is the reply and the server that sent it.
 */
export const EXCHANGE_TRACKING: TableFormat = {
  name: 'Exchange message tracking',
  columns: [
    ['eventid', 'recipientstatus', 'clientip', 'serverip', 'recipientaddress'],
    ['eventid', 'recipientstatus', 'clientip', 'serverip', 'recipients'],
  ],
  relevant: /\b(?:FAIL|DEFER)\b/,
  kindOf: (row): LogLine => (isFailure(row) ? { kind: 'failure', id: undefined } : OTHER),
  read: (row) => (isFailure(row) ? failuresIn(row) : []),
};

function isFailure(row: Row): boolean {
  // The row of a DSN is about the report that goes to the sender. The failure has its own row.
  return /^(?:FAIL|DEFER)$/.test(row('eventid')?.text ?? '');
}

function statusOf(row: Row): MappedText | undefined {
  return row('recipientstatus') ?? row('sourcecontext') ?? row('customdata');
}

function failuresIn(row: Row): readonly Bounce[] {
  const status = statusOf(row);
  const recipients = recipientsOf(row('recipientaddress') ?? row('recipients'));
  const led = status === undefined ? undefined : partOf(status, /\bLED=([^{}]{1,4000})/d);
  const words = led ?? status ?? row('eventid');
  if (words === undefined) return [];
  const [fqdn, ip] = [/\bFQDN=([\w.-]{1,255})/d, /\bIP=([\da-fA-F.:]{2,45})/d].map((pattern) =>
    status === undefined ? undefined : findIn(status, pattern),
  );
  const bounce = makeBounce({
    reply: readSmtpReply(words, 0, words.length),
    action: row('eventid')?.text === 'DEFER' ? 'delayed' : 'failed',
    remoteMta: fqdn ?? whole(row('serverhostname')),
    addresses: [
      ...addressesOf(
        ['receiving', ip],
        ['receiving', addressOf(row('serverip'))],
        [clientRole(row), addressOf(row('clientip'))],
        ['unknown', addressOf(row('originalclientip'))],
      ),
      ...addressesIn(words),
    ],
    envelopeFrom: whole(row('returnpath') ?? row('senderaddress') ?? row('sender')),
    namedDomain: namedIn(words, 0, words.length).domain,
    time: whole(row('datetime') ?? row('datetimeutc') ?? row('timestamp')),
    queueId: whole(row('internalmessageid') ?? row('networkmessageid')),
  });
  return recipients.length === 0 ? [bounce] : recipients.map((recipient) => ({ ...bounce, recipient }));
}

/**
 * Outgoing mail of Microsoft 365 leaves from addresses of Microsoft, and that of an on-premises Exchange from its own.
 */
function clientRole(row: Row): AddressRole {
  const isOutgoing = /^originating$/i.test(row('directionality')?.text ?? '');
  return isOutgoing && row('datetimeutc') !== undefined ? 'service' : 'sending';
}

function partOf(text: MappedText, pattern: RegExp): MappedText | undefined {
  const place = pattern.exec(text.text)?.indices?.[1];
  return place === undefined ? undefined : text.slice(place[0], place[1]);
}

/** `one@example.net;two@example.net`; PowerShell puts braces around them and may write commas. */
export function recipientsOf(cell: MappedText | undefined): readonly LocatedText[] {
  const found: LocatedText[] = [];
  for (const match of cell?.text.matchAll(/[^\s;,{}<>]{1,320}/g) ?? []) {
    if (cell === undefined || found.length >= MAX_RECIPIENTS) break;
    found.push(foundIn(cell, match.index, match.index + match[0].length));
  }
  return found;
}

/** An address, without a port. */
export function addressOf(cell: MappedText | undefined): LocatedText | undefined {
  if (cell === undefined) return undefined;
  const found = findIn(
    cell,
    /^\[?((?:\d{1,3}\.){3}\d{1,3}|[\da-fA-F:]{2,45}(?:\.\d{1,3}){0,3})\]?(?::\d{1,5})?$/d,
  );
  const address = parseIp(found?.value ?? '');
  return found === undefined || address === undefined ? undefined : { ...found, value: formatIp(address) };
}
