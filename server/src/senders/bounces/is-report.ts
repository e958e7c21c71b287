import { headerOf } from '../message/headers.ts';
import { decodeWords } from '../message/encoded-words.ts';
import type { Header } from '../message/headers.ts';
import { readMessage } from '../message/parts.ts';
import type { Message, Part } from '../message/parts.ts';

/** Machine-readable fields. RFC 3464. */
export function isStatus({ type }: Part): boolean {
  return type === 'message/delivery-status';
}

/** A report that a person forwarded keeps its subject, and is in a separate message part. */
export function forwards({ headers, parts }: Message): boolean {
  if (isWrapped(headers, parts)) return true;
  if (isFromServer(headers) || parts.some((part) => isStatus(part) && part.byContent !== true)) return false;
  return parts.some(
    ({ type, body }) =>
      type === 'message/rfc822' &&
      isReport(readMessage(body.slice(0, Math.min(body.length, MAX_LOOKED_INTO)))),
  );
}

/** A gateway put a notice before the message, which is now a part with its own Message-ID. */
function isWrapped(headers: readonly Header[], parts: readonly Part[]): boolean {
  const id = fieldText(headers, 'message-id');
  if (id === '' || parts.some(isStatus)) return false;
  return parts.some(
    ({ type, body }) =>
      type === 'message/rfc822' &&
      fieldText(readMessage(body.slice(0, Math.min(body.length, MAX_LOOKED_INTO))).headers, 'message-id') ===
        id,
  );
}

/** A person forwarded a report as text, so the header is about the forwarded message. */
export function isForwardedText({ headers, parts }: Message): boolean {
  if (isFromServer(headers) || headerOf(headers, 'x-failed-recipients') !== undefined) return false;
  return !parts.some(isStatus) && FORWARDED.test(fieldText(headers, 'subject'));
}

/** Subject prefixes for forwarded messages, in the languages of the notifications. */
const FORWARDED = /^\s{0,20}(?:fwd?|wg|tr|rv|inoltr?a?|enc|doorst|pd|转发|轉寄|転送)\s{0,3}[:：]/i;

/** Characters of a nested message that are used to recognize it as a report. */
const MAX_LOOKED_INTO = 65_536;

/** The subjects that servers use, including those of Exchange in other languages. */
const FAILED =
  /unzustellbar|não é possível entregar|配信不能|無法傳遞|未能?传递|无法传递|non remis|no se puede entregar|non recapitabile|onbestelbaar|niedostarczaln|undeliver|delivery (?:status|failure|fail|problem|notification)|returned mail|delayed|failure notice|not delivered|mail (?:delivery )?fail|non[- ]?delivery|delivery has failed|bounce/i;

/** Whether a mail server wrote the message about mail that was not delivered. */
export function isReport({ headers, parts }: Message): boolean {
  // A complaint about mail that was delivered. RFC 5965.
  if (/report-type\s{0,5}=\s{0,5}"?feedback-report/i.test(fieldText(headers, 'content-type'))) return false;
  if (parts.some((part) => isStatus(part) && part.byContent !== true)) return true;
  if (headerOf(headers, 'x-failed-recipients') !== undefined || FAILED.test(fieldText(headers, 'subject')))
    return true;
  // An automatic reply. RFC 3834.
  return !/^auto-replied/i.test(fieldText(headers, 'auto-submitted')) && isFromServer(headers);
}

function isFromServer(headers: readonly Header[]): boolean {
  return (
    /mailer-daemon|postmaster|microsoftexchange[\da-f]{20}|mail delivery|mail administrator|system administrator/i.test(
      fieldText(headers, 'from'),
    ) || /^<>$|mailer-daemon/i.test(fieldText(headers, 'return-path'))
  );
}

function fieldText(headers: readonly Header[], name: string): string {
  return decodeWords(headerOf(headers, name)?.text.slice(0, 2000) ?? '');
}
