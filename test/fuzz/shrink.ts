/** Milliseconds after which an input is small enough. */
const PATIENCE = 20_000;

/** Cuts an input down as long as it still fails, at most `tries` times. */
export async function shrink(
  input: string,
  fails: (candidate: string) => boolean | Promise<boolean>,
  tries: number,
): Promise<string> {
  const until = performance.now() + PATIENCE;
  let left = tries;
  const attempt = async (candidate: string): Promise<boolean> =>
    left-- > 0 && performance.now() < until && fails(candidate);
  let smallest = input;
  for (;;) {
    const before = smallest.length;
    smallest = (await without(smallest.match(/[^\n]*\n|[^\n]+/g) ?? [], attempt)).join('');
    smallest = (await without(smallest.match(/\w+|\s+|[^]/g) ?? [], attempt)).join('');
    smallest = (await without(smallest.split(''), attempt)).join('');
    if (smallest.length === before || left <= 0 || performance.now() >= until) return smallest;
  }
}

/** Delta debugging: parts of all pieces are left out, halves first, then smaller and smaller ones. */
async function without(
  pieces: readonly string[],
  fails: (candidate: string) => Promise<boolean>,
): Promise<readonly string[]> {
  let kept = pieces;
  for (let size = kept.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < kept.length;) {
      const candidate = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (await fails(candidate.join(''))) kept = candidate;
      else at += size;
    }
  }
  return kept;
}
