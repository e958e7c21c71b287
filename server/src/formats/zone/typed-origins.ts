import type { TypedOrigin } from '../../records/document.ts';
import type { ZoneBlock } from './block.ts';
import { nameFromText } from './names.ts';
import * as rows from './rows.ts';
import { decodeWord, insideWord, zoneWordsOf } from './words.ts';

/** The names of `$ORIGIN`, and those after the file name of `$INCLUDE`, in source order. */
export function typedOriginsIn(blocks: readonly ZoneBlock[]): readonly TypedOrigin[] {
  const found: TypedOrigin[] = [];
  let base = 0;
  for (const block of blocks) {
    for (let i = 0; i < block.size; i++) {
      const type = block.typeAt(i);
      if (type !== rows.ORIGIN_DIRECTIVE && type !== rows.INCLUDE_DIRECTIVE) continue;
      const words = zoneWordsOf(block.text, block.startAt(i), block.endAt(i));
      const word = words[type === rows.ORIGIN_DIRECTIVE ? 1 : 2];
      if (word === undefined) continue;
      const { start, end } = insideWord(block.text, word);
      found.push({
        name: nameFromText(block.text, start, end, block.contextAt(i), 'owner'),
        text: decodeWord(block.text, start, end, -base),
      });
    }
    base += block.length;
  }
  return found;
}
