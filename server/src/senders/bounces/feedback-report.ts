import { formatIp, parseIp } from '../../dns/address.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import { headerOf, readHeaders } from '../message/headers.ts';
import type { Header } from '../message/headers.ts';
import type { Message, Part } from '../message/parts.ts';
import { authenticationOf } from './authentication.ts';
import { addressIn, foundIn } from './found.ts';
import { makeNotice } from './make.ts';
import type {
  AuthenticationMethod,
  AuthenticationResult,
  DeliveryEvidence,
  FoundAddress,
  LocatedText,
  Notice,
} from './model.ts';
import { readReturned } from './returned.ts';
import type { Returned } from './returned.ts';

/**
 * A report on one message that arrived or failed authentication: ARF (RFC 5965) and its authentication failure format
 * (RFC 6591), which DMARC uses (RFC 9991). It is about the reported message, never about the mail that contains the
 * report.
 */
export function readFeedbackReport({ parts }: Message): readonly DeliveryEvidence[] {
  const report = parts.find(({ type }) => type === 'message/feedback-report');
  if (report === undefined) return [];
  const { headers } = readHeaders(report.body, leadingSpace(report.body), report.body.length);
  const field = (name: string): LocatedText | undefined => whole(headerOf(headers, name));
  const type = field('feedback-type');
  if (type === undefined) return [];
  const returned = returnedOf(parts);
  const isAuthentication = /^auth-failure$/i.test(type.value.trim());
  const notice = makeNotice({
    subject: isAuthentication ? 'auth-failure' : 'complaint',
    text: type,
    ip: sourceOf(headers),
    envelopeFrom: addressOf(headers, 'original-mail-from') ?? returned?.envelopeFrom,
    headerFrom: returned?.headerFrom ?? field('reported-domain'),
    recipient:
      addressOf(headers, 'original-rcpt-to') ??
      addressOf(headers, 'removal-recipient') ??
      returned?.recipient,
    time: field('arrival-date') ?? field('received-date'),
    facts: factsOf(headers),
  });
  return isAuthentication ? [notice, ...resultsOf(headers, notice, returned)] : [notice];
}

/** Fields that are shown, with their labels. */
const SHOWN: readonly (readonly [field: string, label: string])[] = [
  ['feedback-type', 'Feedback type'],
  ['auth-failure', 'Failed'],
  ['delivery-result', 'Delivery'],
  ['identity-alignment', 'Aligned'],
  ['reported-domain', 'Domain'],
  ['dkim-domain', 'Signed by'],
  ['dkim-selector', 'Selector'],
  ['spf-dns', 'SPF record'],
  ['reporting-mta', 'Reported by'],
  ['source-ip', 'Sent by'],
  ['original-envelope-id', 'Envelope id'],
];
/** Characters of a field that are shown. */
const MAX_SHOWN = 500;

function factsOf(headers: readonly Header[]): Notice['facts'] {
  return SHOWN.flatMap(([field, label]) => {
    const value = headerOf(headers, field)?.text.trim().slice(0, MAX_SHOWN) ?? '';
    return value === '' ? [] : [[label, value] as const];
  });
}

function sourceOf(headers: readonly Header[]): FoundAddress | undefined {
  const found = whole(headerOf(headers, 'source-ip'));
  const address = parseIp(found?.value.trim().replace(/^\[(.*)\]$/, '$1') ?? '');
  if (found === undefined || address === undefined) return undefined;
  return { ...found, value: formatIp(address), role: 'sending' };
}

/** The authentication results of the receiver. It may quote its own header, and names at least the failed method. */
function resultsOf(
  headers: readonly Header[],
  notice: Notice,
  returned: Returned | undefined,
): readonly AuthenticationResult[] {
  const authentication = authenticationOf(headers);
  const failed = headerOf(headers, 'auth-failure');
  const results = authentication.length > 0 || failed === undefined ? authentication : failureOf(failed);
  return results.map((result) => ({
    ...result,
    ip: result.ip ?? notice.ip,
    envelopeFrom: result.envelopeFrom ?? notice.envelopeFrom,
    headerFrom: result.headerFrom ?? notice.headerFrom,
    signature: result.signature ?? (result.method === 'dkim' ? returned?.signatures[0] : undefined),
  }));
}

/** RFC 6591 §3.3: `bodyhash`, `signature` and `revoked` are about DKIM. */
const METHODS: Readonly<Record<string, AuthenticationMethod>> = {
  dmarc: 'dmarc',
  spf: 'spf',
  dkim: 'dkim',
  bodyhash: 'dkim',
  signature: 'dkim',
  revoked: 'dkim',
};

function failureOf(failed: MappedText): readonly AuthenticationResult[] {
  const method = METHODS[failed.text.trim().toLowerCase()];
  const text = whole(failed);
  if (method === undefined || text === undefined) return [];
  return [
    {
      kind: 'authentication',
      method,
      result: 'fail',
      text,
      ip: undefined,
      envelopeFrom: undefined,
      headerFrom: undefined,
      signature: undefined,
    },
  ];
}

function returnedOf(parts: readonly Part[]): Returned | undefined {
  const part = parts.find(({ type }) => /^(?:message\/rfc822|text\/rfc822-headers)/.test(type));
  return part && readReturned(part.body);
}

function addressOf(headers: readonly Header[], name: string): LocatedText | undefined {
  const field = headerOf(headers, name);
  return field && addressIn(field);
}

function whole(field: MappedText | undefined): LocatedText | undefined {
  return field === undefined || field.length === 0 ? undefined : foundIn(field, 0, field.length);
}

function leadingSpace({ text }: MappedText): number {
  return /^\s{0,1000}/.exec(text)?.[0].length ?? 0;
}
