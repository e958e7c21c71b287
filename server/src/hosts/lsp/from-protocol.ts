import type { Position, Range as ProtocolRange, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Edit } from '../../text/edit.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { SourceText } from '../../text/source-text.ts';

export function positionToOffset(text: SourceText, position: Position): number {
  return text.positionToOffset(position);
}

export function protocolToRange(text: SourceText, range: ProtocolRange): Range {
  const start = text.positionToOffset(range.start);
  return rangeOf(start, Math.max(start, text.positionToOffset(range.end)));
}

/** The change of a part, as an edit. `undefined` if the change replaces the whole text. */
export function changeToEdit(text: SourceText, change: TextDocumentContentChangeEvent): Edit | undefined {
  if (!('range' in change)) return undefined;
  return { range: protocolToRange(text, change.range), text: change.text };
}
