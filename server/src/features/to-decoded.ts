import type { MappedText } from '../text/mapped-text.ts';

/**
 * The unit of the decoded value that was typed at `sourceOffset`: the way back from `MappedText.toSource`.
 * All characters of an escape lead to its one unit. `undefined` between strings, and where nothing of the value stands.
 */
export function toDecoded(value: MappedText, sourceOffset: number): number | undefined {
  for (const { at, length, source } of value.segments) {
    if (sourceOffset < source.start || sourceOffset >= source.end) continue;
    return length === source.end - source.start ? at + (sourceOffset - source.start) : at;
  }
  return undefined;
}
