/** The parts of `node:buffer` that the language server uses. */

export function isUtf8(octets: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(octets);
    return true;
  } catch {
    return false;
  }
}

export function isAscii(octets: Uint8Array): boolean {
  return octets.every((octet) => octet < 0x80);
}
