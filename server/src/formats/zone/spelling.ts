/** True if `typed` differs from `meant` by one extra, missing or wrong letter, or by two swapped letters. */
export function isSlipFor(typed: string, meant: string): boolean {
  // Two letters with a typo in them may be anything.
  if (typed === meant || meant.length < 3) return false;
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start++;
  let end = 0;
  const shorter = Math.min(typed.length, meant.length);
  while (end < shorter - start && typed.at(-1 - end) === meant.at(-1 - end)) end++;
  const left = typed.slice(start, typed.length - end);
  const right = meant.slice(start, meant.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && left[0] === right[1] && left[1] === right[0] && right.length === 2;
}
