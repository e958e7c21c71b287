import type { Random } from '../random.ts';
import type { Mutate } from './mutate.ts';

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** A bracket and the one that closes it, as a reader finds them that knows of no strings and comments. */
function pairAt(text: string, random: Random): { readonly start: number; readonly end: number } | undefined {
  const from = random.below(text.length);
  for (let start = from; start < text.length && start < from + 2000; start++) {
    const open = text.charAt(start);
    const close = PAIRS[open];
    if (close === undefined) continue;
    let depth = 0;
    for (let end = start; end < text.length; end++) {
      if (text.charAt(end) === open) depth++;
      else if (text.charAt(end) === close && --depth === 0) return { start, end: end + 1 };
    }
  }
  return undefined;
}

/** Changes of what brackets hold: deleted, doubled, exchanged for another one, put into itself, nested deeply. */
export const nesting: Mutate = (text, random, other) => {
  const pair = pairAt(text, random);
  if (pair === undefined) return text;
  const before = text.slice(0, pair.start);
  const whole = text.slice(pair.start, pair.end);
  const after = text.slice(pair.end);
  const [open, inner, close] = [whole.slice(0, 1), whole.slice(1, -1), whole.slice(-1)];
  switch (random.below(7)) {
    case 0:
      return before + after;
    case 1:
      return before + whole + whole + after;
    case 2:
      return before + inner + after;
    case 3: {
      const levels = random.oneIn(10) ? 2000 : 1 + random.below(6);
      return before + open.repeat(levels) + inner + close.repeat(levels) + after;
    }
    case 4: {
      const rest = other().slice(0, 20_000);
      const found = pairAt(rest, random);
      return found === undefined ? before + after : before + rest.slice(found.start, found.end) + after;
    }
    case 5: {
      const at = random.below(inner.length + 1);
      return before + open + inner.slice(0, at) + whole + inner.slice(at) + close + after;
    }
    default:
      return before + open + inner + after;
  }
};
