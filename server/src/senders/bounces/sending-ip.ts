import { formatIp, parseIp } from '../../dns/address.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import { foundIn } from './found.ts';
import type { AddressRole, FoundAddress, LocatedText } from './model.ts';

/** Four numbers with dots, or hexadecimal groups with at least 2 colons. */
const IP =
  /(?<![\w.:-])(?:IPv6:)?((?:\d{1,3}\.){3}\d{1,3}|[\dA-Fa-f]{0,4}(?::[\dA-Fa-f]{0,4}){2,7})(?![\w:]|\.\w)/g;

const LOOPBACK = /^(?:127\.|::1$|0\.0\.0\.0$|::$)/;

/**
 * The address that a server says it was talking to. In a reply this is the client, because servers rarely name their
 * own address. `start` is after the words that introduce the reply, which name the server.
 */
export function ipIn(text: MappedText, start = 0, end = text.length): LocatedText | undefined {
  for (const match of text.text.slice(start, end).matchAll(IP)) {
    const written = match[1] ?? '';
    const address = parseIp(written);
    if (address === undefined || LOOPBACK.test(written)) continue;
    const from = start + match.index + match[0].length - written.length;
    return { ...foundIn(text, from, from + written.length), value: formatIp(address) };
  }
  return undefined;
}

/** Addresses of one reply that are read. */
const MAX_ADDRESSES = 20;
/** Characters on either side of an address that are searched for its role. */
const CONTEXT = 300;

/** `host mx.example.com[192.0.2.1] said:`; not `Client host [192.0.2.1] blocked`. */
const SERVER_BEFORE = /\bhost [\w.-]{1,255}\s?[[(]$/i;
const SERVER_AFTER = /^[\])](?::\d{1,5})?\s{1,3}(?:said|refused|returned)\b/i;
const CONNECTED_TO =
  /\b(?:connect(?:ed|ing|ion)? (?:to|with)|talking to|giving up on|conversation with|lost connection with|server at|remote server|delivery to)\s{1,3}(?:[\w.-]{1,255}\s?)?[[(]?$/i;
const REPLIED =
  /^[\])]?(?::\d{1,5})?\s?(?:does not like|did not like|failed after|accepted message|returned ['"]|said:|refused to talk|Connection )/i;

/**
 * The addresses in a server's reply, each with its role. After the code, an address is the client that the server was
 * talking to, unless the words around it say that it is a server. Before the code, only those words count.
 */
export function addressesIn(text: MappedText, start = 0, end = text.length): readonly FoundAddress[] {
  const words = text.text.slice(start, end);
  const code = words.search(/(?:^|[\s;:'"(])[45]\d\d[ -]/);
  const found: FoundAddress[] = [];
  for (const match of words.matchAll(IP)) {
    const written = match[1] ?? '';
    const address = parseIp(written);
    if (address === undefined || LOOPBACK.test(written)) continue;
    const from = match.index + match[0].length - written.length;
    const to = from + written.length;
    const before = words.slice(Math.max(0, from - CONTEXT), from);
    const after = words.slice(to, to + CONTEXT);
    found.push({
      ...foundIn(text, start + from, start + to),
      value: formatIp(address),
      role: roleOf(before, after, from < code),
    });
    if (found.length >= MAX_ADDRESSES) break;
  }
  return found;
}

function roleOf(before: string, after: string, isBeforeCode: boolean): AddressRole {
  const isServer =
    (SERVER_BEFORE.test(before) && SERVER_AFTER.test(after)) ||
    CONNECTED_TO.test(before) ||
    REPLIED.test(after);
  if (isServer) return 'receiving';
  return isBeforeCode ? 'unknown' : 'sending';
}
