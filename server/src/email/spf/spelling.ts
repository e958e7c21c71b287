import { asciiLowerCase } from '../../dns/names.ts';

/** Insertions, deletions, replacements and swaps of neighbours between two short words. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

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
    .map((word) => ({ word, slips: editDistance(lower, word) }))
    .filter(({ word, slips }) => slips <= slipsAllowed(word))
    .sort((a, b) => a.slips - b.slips);
  const [best, second] = near;
  return best !== undefined && best.slips !== second?.slips ? best.word : undefined;
}
