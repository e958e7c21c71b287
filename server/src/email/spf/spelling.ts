import { asciiLowerCase } from '../../dns/names.ts';
import { slipsBetween } from '../../text/nearest-name.ts';

/** The number of typos that a word of that length can have and still be recognized. */
function slipsAllowed(word: string): number {
  if (word.length < 3) return 0;
  return word.length < 6 ? 1 : 2;
}

/** The known word that was most likely meant, if one is similar enough and no other is equally similar. */
export function nearest<W extends string>(typed: string, known: readonly W[]): W | undefined {
  const lower = asciiLowerCase(typed);
  if (lower.length > 12) return undefined;
  const near = known
    .map((word) => ({ word, slips: slipsBetween(lower, word) }))
    .filter(({ word, slips }) => slips <= slipsAllowed(word))
    .sort((a, b) => a.slips - b.slips);
  const [best, second] = near;
  return best !== undefined && best.slips !== second?.slips ? best.word : undefined;
}
