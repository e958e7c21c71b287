import type { Random } from '../random.ts';

/** Changes an input once. `other` gives another seed to take parts from. */
export type Mutate = (input: string, random: Random, other: () => string) => string;

/** Most inputs stay within this many code units, so that many can be tried; see {@link LONG}. */
const USUAL = 12_000;
/** One input in {@link LONG_ONE_IN} may be this long: it shows work that grows faster than its input. */
const LONG = 120_000;
const LONG_ONE_IN = 400;

/** Several changes in a row, each one of `choices` as often as its weight says. */
export function several(...choices: readonly (readonly [weight: number, mutate: Mutate])[]): Mutate {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);
  return (input, random, other) => {
    const limit = random.oneIn(LONG_ONE_IN) ? LONG : USUAL;
    let text = window(input, random, limit);
    for (let left = random.few(6); left > 0; left--) {
      let at = random.next() * total;
      const [, mutate] = choices.find(([weight]) => (at -= weight) < 0) ?? choices[0] ?? [];
      if (mutate !== undefined) text = mutate(text, random, other).slice(0, limit);
    }
    if (limit === LONG && text.length > 0 && random.oneIn(3)) {
      const { start, end } = random.span(text.length - 1);
      const part = text.slice(start, Math.max(end, start + 1));
      text =
        text.slice(0, start) + part.repeat(Math.ceil(LONG / part.length)).slice(0, LONG) + text.slice(end);
    }
    return text;
  };
}

/** Whole lines of a long input, so that a change reaches every part of it and the rest costs no time. */
function window(input: string, random: Random, limit: number): string {
  const length = limit === LONG ? LONG : Math.min(limit, 500 + random.below(6000));
  if (input.length <= length) return input;
  const from = random.oneIn(3) ? 0 : random.below(input.length - length);
  const start = from === 0 ? 0 : input.indexOf('\n', from) + 1;
  return input.slice(start, start + length);
}
