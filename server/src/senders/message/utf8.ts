/**
 * The characters of octets in UTF-8 (RFC 3629). An octet that does not begin a valid sequence becomes the character
 * with its number, as in ISO 8859-1, which old mail servers write.
 */
export function decodeUtf8(octets: readonly number[]): string {
  let text = '';
  for (let i = 0; i < octets.length;) {
    const { code, length } = sequenceAt(octets, i);
    text += String.fromCodePoint(code);
    i += length;
  }
  return text;
}

/** Octets at the end that may begin a character whose remaining octets have not arrived yet. */
export function unfinishedOctets(octets: readonly number[]): number {
  for (let back = 1; back <= 3 && back <= octets.length; back++) {
    const octet = octets[octets.length - back] ?? 0;
    if (octet < 0x80) return 0;
    if (octet >= 0xc0) return lengthOf(octet) > back ? back : 0;
  }
  return 0;
}

function sequenceAt(
  octets: readonly number[],
  at: number,
): { readonly code: number; readonly length: number } {
  const first = octets[at] ?? 0;
  const length = lengthOf(first);
  if (length === 1) return { code: first, length };
  let code = first & (0x7f >> length);
  for (let i = 1; i < length; i++) {
    const octet = octets[at + i] ?? 0;
    if ((octet & 0xc0) !== 0x80) return { code: first, length: 1 };
    code = (code << 6) | (octet & 0x3f);
  }
  const overlong = code < (length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000);
  const noCharacter = code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return overlong || noCharacter ? { code: first, length: 1 } : { code, length };
}

function lengthOf(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 1;
}
