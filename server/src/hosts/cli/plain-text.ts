import type { Position, SourceText } from '../../text/source-text.ts';

/** A short text that no format reads, a settings file say. */
export function plainText(text: string): SourceText {
  const starts = [0, ...Array.from(text.matchAll(/\r\n?|\n/g), (end) => end.index + end[0].length)];
  const startOf = (line: number): number => starts[line] ?? text.length;

  function offsetToPosition(offset: number): Position {
    const at = Math.min(Math.max(offset, 0), text.length);
    const line = starts.findLastIndex((start) => start <= at);
    return { line, character: at - startOf(line) };
  }

  function lineRange(line: number): { start: number; end: number } {
    const start = startOf(line);
    const withEnd = text.slice(start, startOf(line + 1));
    return { start, end: start + withEnd.replace(/[\r\n]+$/, '').length };
  }

  return {
    length: text.length,
    lineCount: starts.length,
    slice: (start, end) => text.slice(start, end),
    offsetToPosition,
    positionToOffset({ line, character }) {
      const { start, end } = lineRange(Math.min(Math.max(line, 0), starts.length - 1));
      return Math.min(start + Math.max(character, 0), end);
    },
    lineRange,
  };
}
