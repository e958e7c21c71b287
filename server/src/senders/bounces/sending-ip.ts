import { formatIp, parseIp } from '../../dns/address.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import { foundIn } from './found.ts';
import type { LocatedText } from './model.ts';

/** Four numbers with dots, or hexadecimal groups with at least two colons. */
const IP =
  /(?<![\w.:-])(?:IPv6:)?((?:\d{1,3}\.){3}\d{1,3}|[\dA-Fa-f]{0,4}(?::[\dA-Fa-f]{0,4}){2,7})(?![\w:]|\.\w)/g;

const LOOPBACK = /^(?:127\.|::1$|0\.0\.0\.0$|::$)/;

/**
 * The address that a server says it was talking to. In an answer that is the client: servers seldom tell their own.
 * `start` is behind the words that introduce the answer, which name the server.
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
