/**
 * The known name that was most likely meant by `typed`: 1 typo away in a short name, 2 or 3 in a long one. `undefined` if none is
 * similar enough.
 */
export function nearestName(typed: string, known: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase();
  const allowed = wanted.length < 4 ? 1 : wanted.length < 10 ? 2 : 3;
  let best: string | undefined;
  let fewest = allowed + 1;
  for (const name of known) {
    if (Math.abs(name.length - wanted.length) >= fewest) continue;
    const slips = slipsBetween(wanted, name.toLowerCase());
    if (slips < fewest && slips < name.length) {
      fewest = slips;
      best = name;
    }
  }
  return best;
}

/**
 * Letters that are missing, added, wrong, or swapped with a neighbor: the optimal string alignment distance. If it is certain to
 * exceed `most`, returns some number above `most`.
 */
export function slipsBetween(a: string, b: string, most = Infinity): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  let fewestInLast = 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let fewest = i;
    for (let j = 1; j <= b.length; j++) {
      const mistaken = a[i - 1] === b[j - 1] ? 0 : 1;
      let slips = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + mistaken);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        slips = Math.min(slips, at(beforeLast, j - 2) + 1);
      }
      row.push(slips);
      fewest = Math.min(fewest, slips);
    }
    // Each row is computed from the two before it.
    if (fewest > most && fewestInLast > most) return most + 1;
    beforeLast = last;
    last = row;
    fewestInLast = fewest;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}

/** Whether one missing, added, wrong, or swapped letter changes one into the other. */
export function areOneSlipApart(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let same = 0;
  while (same < shorter - start && a[a.length - 1 - same] === b[b.length - 1 - same]) same++;
  // The rest between the common beginning and the common end.
  const [left, right] = [a.slice(start, a.length - same), b.slice(start, b.length - same)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
