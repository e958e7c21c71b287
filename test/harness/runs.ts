/**
 * How often a property is tried: `usual` times in `npm test`. `MAILTXT_RUNS` multiplies it: `npm run fuzz properties` tries
 * longer, and mutation testing, which repeats the tests for every mutant, tries less.
 *
 * @throws RangeError when `MAILTXT_RUNS` is not a number above 0.
 */
export function runs(usual: number): number {
  const factor = Number(process.env['MAILTXT_RUNS'] ?? 1);
  if (!(factor > 0)) throw new RangeError('MAILTXT_RUNS has to be a number above 0');
  return Math.max(1, Math.round(usual * factor));
}
