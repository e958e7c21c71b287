import { readHeaders } from '../message/headers.ts';
import type { Part } from '../message/parts.ts';

/** Header fields of which every message has some, whatever program wrote it. */
const OF_A_MESSAGE = new Set([
  'received',
  'return-path',
  'delivered-to',
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
]);

/** Characters at the start of an attachment that are used to recognize it. */
const RECOGNIZED = 65_536;

/** Whether a text begins with the header of a message. */
export function isMessage(body: Part['body']): boolean {
  const start = /^\s{0,1000}/.exec(body.text)?.[0].length ?? 0;
  const { headers } = readHeaders(body, start, Math.min(body.length, start + RECOGNIZED), MAX_FIELDS);
  return headers.filter(({ name }) => OF_A_MESSAGE.has(name)).length >= 2;
}

/** Fields of a header that are read. */
const MAX_FIELDS = 200;

const STATUS_FIELD =
  /^\s{0,1000}(?:Reporting-MTA|Original-Envelope-Id|Original-Recipient|Final-Recipient|X-Postfix-Queue-ID|Arrival-Date)\s{0,5}:/i;

/**
 * The parts with their real types. Programs attach a report as `application/octet-stream`, as text, or under a name
 * such as `ATT00001.dat`. In these cases, its content decides.
 */
export function typedByContent(parts: readonly Part[]): readonly Part[] {
  return parts.map((part) => {
    const { type, name, body } = part;
    const isAttached = type === 'application/octet-stream' || name !== undefined;
    if (!isAttached || type.startsWith('message/') || type === 'text/html') return part;
    if (STATUS_FIELD.test(body.text.slice(0, 2000)))
      return { ...part, type: 'message/delivery-status', byContent: true };
    const isEml = type === 'application/octet-stream' || /\.eml$/i.test(name ?? '');
    return isEml && isMessage(body) ? { ...part, type: 'message/rfc822', byContent: true } : part;
  });
}
