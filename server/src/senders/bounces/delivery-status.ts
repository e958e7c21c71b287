import type { MappedText } from '../../text/mapped-text.ts';
import { headerOf, readHeaders } from '../message/headers.ts';
import type { Header } from '../message/headers.ts';

/** A machine-readable delivery report. RFC 3464 §2.1: fields of the message, then a group of fields per recipient. */
export interface DeliveryStatus {
  readonly message: readonly Header[];
  readonly recipients: readonly (readonly Header[])[];
}

/** Recipients of one delivery status that are read. */
const MAX_RECIPIENTS = 2000;

const OF_RECIPIENT = new Set([
  'original-recipient',
  'final-recipient',
  'action',
  'status',
  'remote-mta',
  'diagnostic-code',
  'last-attempt-date',
  'final-log-id',
  'will-retry-until',
]);

/** A few servers put all fields into one group, so the fields decide as well as the empty lines. */
export function readDeliveryStatus(text: MappedText, start = 0, end = text.length): DeliveryStatus {
  const message: Header[] = [];
  const recipients: Header[][] = [];
  let at = start;
  while (at < end && recipients.length < MAX_RECIPIENTS) {
    const block = readHeaders(text, at, end);
    const own = block.headers.filter(({ name }) => OF_RECIPIENT.has(name));
    message.push(...block.headers.filter(({ name }) => !OF_RECIPIENT.has(name)));
    if (own.length > 0) recipients.push(own);
    at = block.end > at ? block.end : skipLine(text.text, at, end);
  }
  return { message, recipients: recipients.filter(isOfRecipient) };
}

/** A group without a recipient, an outcome or a reason says nothing. */
function isOfRecipient(fields: readonly Header[]): boolean {
  return fields.some(({ name }) =>
    /^(?:final-recipient|original-recipient|status|diagnostic-code)$/.test(name),
  );
}

function skipLine(text: string, start: number, end: number): number {
  const line = text.indexOf('\n', start);
  return line < 0 || line >= end ? end : line + 1;
}

/** RFC 3464 §2.3: the value after `rfc822;`, `dns;` or `smtp;`. Some servers omit the type. */
export function fieldValueOf(field: MappedText): MappedText {
  const type = /^[\w./-]{1,30}\s{0,5};\s{0,20}/.exec(field.text)?.[0].length ?? 0;
  return field.slice(type, field.length);
}

/** RFC 3464 §2.3.3: a report may also be about success. */
export function isDelivered(fields: readonly Header[]): boolean {
  return /^(?:delivered|relayed|expanded)/i.test(headerOf(fields, 'action')?.text ?? '');
}
