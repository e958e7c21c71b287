import { rangeOf } from '../../text/range.ts';
import { MappedText } from '../../text/mapped-text.ts';
import type { Segment } from '../../text/mapped-text.ts';
import type { Bounce } from './model.ts';
import { MAX_REPLY } from './reply.ts';
import { answerAlone, failuresIn } from './report.ts';

/** Text copied or quoted from a report or a web page: replies, or else one reply without a code. */
export function readPasted(given: MappedText): readonly Bounce[] {
  const text = withoutQuoteSigns(given);
  const failures = failuresIn({ headers: [], parts: [{ type: 'text/plain', name: undefined, body: text }] });
  if (failures.some(({ reply }) => reply.text.value !== '')) return failures;
  return text.text.trim() === '' ? [] : [answerAlone(text.slice(0, MAX_REPLY))];
}

/** `> 550 5.1.1 …`: quoted lines of forwarded mail. */
function withoutQuoteSigns(given: MappedText): MappedText {
  if (!/^> /m.test(given.text)) return given;
  const pieces: string[] = [];
  const segments: Segment[] = [];
  let length = 0;
  for (const match of given.text.matchAll(/^(?:>[ ]?){1,5}|[^\r\n>]+[^\r\n]*|[\r\n]+|>/gm)) {
    const [piece] = match;
    if (/^(?:>[ ]?)+$/.test(piece)) continue;
    const source = given.toSource(rangeOf(match.index, match.index + piece.length));
    if (source !== undefined) segments.push({ at: length, length: piece.length, source });
    pieces.push(piece);
    length += piece.length;
  }
  return new MappedText(pieces.join(''), segments);
}
