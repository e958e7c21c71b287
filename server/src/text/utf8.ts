/** The octets of a character in the file: UTF-8, or the octet that a lone low surrogate represents. */
export function utf8(point: number): readonly number[] {
  if (point < 0x80) return [point];
  if (point >= 0xdc80 && point <= 0xdcff) return [point - 0xdc00];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 0x3f)];
  if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
  return [
    0xf0 | (point >> 18),
    0x80 | ((point >> 12) & 0x3f),
    0x80 | ((point >> 6) & 0x3f),
    0x80 | (point & 0x3f),
  ];
}
