/** What `MAILTXT_RUNS` multiplies the runs of properties by: 1 in `npm test`. */
function factor(): number {
  const typed = Number(process.env['MAILTXT_RUNS'] ?? 1);
  if (!(typed > 0)) throw new RangeError('MAILTXT_RUNS has to be a number above 0');
  return typed;
}

/**
 * How often a property is tried: `usual` times in `npm test`. `MAILTXT_RUNS` multiplies it: `npm run fuzz properties` tries
 * longer, and mutation testing, which repeats the tests for every mutant, tries less.
 *
 * @throws RangeError when `MAILTXT_RUNS` is not a number above 0.
 */
export function runs(usual: number): number {
  return Math.max(1, Math.round(usual * factor()));
}

/**
 * Those of `all` that a test tries, if all of them would take too long for `npm test`: the first, and then every `step`th.
 * `npm run fuzz properties` tries all of them.
 */
export function sampled<T>(all: readonly T[], step: number): readonly T[] {
  const distance = Math.max(1, Math.round(step / Math.max(1, factor())));
  return all.filter((_, index) => index % distance === 0);
}
