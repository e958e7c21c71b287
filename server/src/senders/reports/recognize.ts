import { strFromU8 } from 'fflate';

export function isGzip(octets: Uint8Array): boolean {
  return octets[0] === 0x1f && octets[1] === 0x8b;
}

export function isZip(octets: Uint8Array): boolean {
  return octets[0] === 0x50 && octets[1] === 0x4b;
}

/** `<feedback>`, with any prefix, early in a text. The text of an HTML page may also be about feedback. */
export function hasFeedback(octets: Uint8Array): boolean {
  return /<(?:[\w.-]{1,50}:)?feedback[\s>]/.test(strFromU8(octets, true));
}

/** `<`, with a byte order mark or whitespace before it. */
export function isXml(octets: Uint8Array): boolean {
  return firstOctet(octets) === 0x3c;
}

/** `{`, with the same before it. */
export function isJsonObject(octets: Uint8Array): boolean {
  return firstOctet(octets) === 0x7b;
}

function firstOctet(octets: Uint8Array): number | undefined {
  let at = octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf ? 3 : 0;
  while (at < 100 && [0x20, 0x09, 0x0a, 0x0d].includes(octets[at] ?? 0)) at++;
  return octets[at];
}
