import type { Random } from '../random.ts';
import type { Mutate } from './mutate.ts';

const BORDERS = [0, 1, 0x20, 0x2e, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xfe, 0xff];

function set(text: string, at: number, value: number): string {
  return text.slice(0, at) + String.fromCharCode(value & 0xff) + text.slice(at + 1);
}

/** A number of two or four octets, as lengths, counts and offsets are written, in either order of octets. */
function setNumber(text: string, at: number, random: Random): string {
  const size = random.oneIn(2) ? 2 : 4;
  const value = random.pick([
    0,
    1,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x7fffffff,
    0xffffffff,
    text.length,
    at,
  ]);
  const bytes = Array.from({ length: size }, (_, i) => (value >>> (8 * (size - 1 - i))) & 0xff);
  if (random.oneIn(2)) bytes.reverse();
  return text.slice(0, at) + String.fromCharCode(...bytes) + text.slice(at + size);
}

/** Changes of binary data: bits, octets, numbers of several octets, parts. */
export const octets: Mutate = (text, random, other) => {
  const at = random.below(text.length);
  switch (random.below(8)) {
    case 0:
      return set(text, at, text.charCodeAt(at) ^ (1 << random.below(8)));
    case 1:
      return set(text, at, random.pick(BORDERS));
    case 2:
      return set(text, at, random.below(256));
    case 3:
      return setNumber(text, at, random);
    case 4: {
      const { start, end } = random.span(text.length);
      return text.slice(0, start) + text.slice(end);
    }
    case 5: {
      const { start, end } = random.span(text.length);
      return text.slice(0, end) + text.slice(start);
    }
    case 6:
      return text.slice(0, random.below(text.length + 1));
    default: {
      const rest = other();
      return text.slice(0, at) + rest.slice(random.below(rest.length + 1)).slice(0, 2000);
    }
  }
};
