import { several } from '../text/several.ts';

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [604800, 'week'],
  [86400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** `1 hour 30 minutes` for `5400`. */
export function durationInWords(seconds: number): string {
  const parts: string[] = [];
  let rest = seconds;
  for (const [size, name] of UNITS) {
    const count = Math.floor(rest / size);
    if (count === 0) continue;
    rest -= count * size;
    parts.push(several(count, name));
  }
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}
