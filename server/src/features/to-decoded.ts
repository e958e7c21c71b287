import type { MappedText } from '../text/mapped-text.ts';

/**
 * The unit of the decoded value at `sourceOffset`, which is the inverse of `MappedText.toSource`. All characters of an escape map
 * to its one unit. `undefined` between strings, and outside of the value.
 */
export function toDecoded(value: MappedText, sourceOffset: number): number | undefined {
  for (const { at, length, source } of value.segments) {
    if (sourceOffset < source.start || sourceOffset >= source.end) continue;
    return length === source.end - source.start ? at + (sourceOffset - source.start) : at;
  }
  return undefined;
}
