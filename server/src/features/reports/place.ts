import type { Range } from '../../text/range.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Paint } from './paint.ts';

/** `zones/db.example.com:7:21:`, a form that terminals and editors recognize. */
export function placePrefix(source: SourceText, range: Range, name: string, paint: Paint): string {
  const { line, character } = source.offsetToPosition(range.start);
  return `${paint('strong', name)}:${line + 1}:${character + 1}:`;
}
