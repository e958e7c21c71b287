import { asciiLowerCase } from '../../dns/names.ts';
import { slipsBetween } from '../../text/nearest-name.ts';

/** How many slips a word of that length may have and still be recognised. */
function slipsAllowed(word: string): number {
  if (word.length < 3) return 0;
  return word.length < 6 ? 1 : 2;
}

/** The known word that was most likely meant, if one is near enough and no other is as near. */
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
