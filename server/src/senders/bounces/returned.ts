import type { MappedText } from '../../text/mapped-text.ts';
import { headerOf, readHeaders } from '../message/headers.ts';
import type { Header } from '../message/headers.ts';
import { addressIn, findIn, foundIn } from './found.ts';
import type { LocatedText, Signature } from './model.ts';

/** What the undelivered message shows about its sender. */
export interface Returned {
  readonly envelopeFrom: LocatedText | undefined;
  readonly headerFrom: LocatedText | undefined;
  readonly recipient: LocatedText | undefined;
  /** The time when it was written. */
  readonly date: LocatedText | undefined;
  readonly messageId: LocatedText | undefined;
  readonly signatures: readonly Signature[];
}

/** DKIM signatures of a returned message that are read. */
const MAX_SIGNATURES = 10;

/** The message or header that a report returns, from `start` on. */
export function readReturned(text: MappedText, start = 0, end = text.length): Returned {
  return returnedIn(readHeaders(text, start, end).headers);
}

export function returnedIn(headers: readonly Header[]): Returned {
  const from = headerOf(headers, 'from');
  const to = headerOf(headers, 'to');
  const date = headerOf(headers, 'date');
  const id = headerOf(headers, 'message-id');
  return {
    envelopeFrom: envelopeOf(headers),
    headerFrom: from === undefined ? undefined : addressIn(withoutDisplayName(from)),
    recipient: to === undefined ? undefined : addressIn(withoutDisplayName(to)),
    messageId: id === undefined ? undefined : findIn(id, /(<[^\s<>]{1,998}>)/d),
    date: date === undefined || date.length === 0 ? undefined : foundIn(date, 0, date.length),
    signatures: signaturesOf(headers),
  };
}

/** RFC 5321 §4.4: the delivering server writes Return-Path. Others note the address in Received. */
function envelopeOf(headers: readonly Header[]): LocatedText | undefined {
  const path = headerOf(headers, 'return-path');
  if (path !== undefined) return addressIn(path);
  for (const { name, value } of headers.slice(0, 200)) {
    if (name !== 'received') continue;
    const found = findIn(value, /envelope-from <?([^\s<>();]{1,320})/d, 0, 4000);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `"a@b" <user@example.com>`: a display name is not an address. */
function withoutDisplayName(value: MappedText): MappedText {
  const bracket = value.text.indexOf('<');
  return bracket < 0 ? value : value.slice(bracket, value.length);
}

function signaturesOf(headers: readonly Header[]): readonly Signature[] {
  const signatures: Signature[] = [];
  for (const { name, value } of headers) {
    if (name !== 'dkim-signature') continue;
    const domain = tagOf(value.text, 'd');
    const selector = tagOf(value.text, 's');
    if (domain !== undefined && selector !== undefined) signatures.push({ domain, selector });
    if (signatures.length >= MAX_SIGNATURES) break;
  }
  return signatures;
}

/** RFC 6376 §3.2: whitespace may occur in a folded value, but never in a name. */
function tagOf(signature: string, name: string): string | undefined {
  for (const tag of signature.slice(0, 8000).split(';')) {
    const equals = tag.indexOf('=');
    if (equals >= 0 && tag.slice(0, equals).trim() === name) {
      return tag
        .slice(equals + 1)
        .replace(/\s/g, '')
        .toLowerCase();
    }
  }
  return undefined;
}
