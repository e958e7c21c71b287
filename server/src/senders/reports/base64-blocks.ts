/** A mail has a handful of attachments. */
const MAX_BLOCKS = 20;
/** Shorter lines are words. The last line of a block may be shorter. */
const SHORTEST_LINE = 40;

/**
 * What stands in a mail as base64 (RFC 2045 §6.8), decoded, in order. Blocks are told by their lines alone: where the
 * attachment with a report begins and ends is plain without its headers.
 */
export function base64Blocks(octets: Uint8Array): readonly Uint8Array[] {
  const blocks: Uint8Array[] = [];
  let pieces: number[] = [];
  const end = (): void => {
    if (pieces.length > 0) blocks.push(decode(pieces));
    pieces = [];
  };
  let start = 0;
  while (start < octets.length && blocks.length < MAX_BLOCKS) {
    let stop = octets.indexOf(LF, start);
    if (stop < 0) stop = octets.length;
    const line = octets.subarray(start, octets[stop - 1] === CR ? stop - 1 : stop);
    const isLong = line.length >= SHORTEST_LINE;
    if ((isLong || pieces.length > 0) && line.length > 0 && line.every((code) => CODES[code] !== undefined)) {
      for (const code of line) pieces.push(code);
      if (!isLong) end();
    } else {
      end();
    }
    start = stop + 1;
  }
  end();
  return blocks;
}

const LF = 10;
const CR = 13;
const PADDING = 61;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** By code: the six bits; -1 for padding. */
const CODES: readonly (number | undefined)[] = Array.from({ length: 256 }, (_, code) => {
  if (code === PADDING) return -1;
  const bits = ALPHABET.indexOf(String.fromCharCode(code));
  return bits < 0 ? undefined : bits;
});

function decode(codes: readonly number[]): Uint8Array {
  const octets = new Uint8Array(Math.floor((codes.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let held = 0;
  for (const code of codes) {
    const value = CODES[code] ?? -1;
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    octets[length++] = (bits >> held) & 0xff;
  }
  return octets.subarray(0, length);
}
