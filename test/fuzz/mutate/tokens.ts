import type { Random } from '../random.ts';
import type { Mutate } from './mutate.ts';

/** A language as far as mutations know it. */
export interface Language {
  /** Matches one token, white space included. What no token matches is a token of one character. */
  readonly token: RegExp;
  /** What has a meaning in the language: keywords, whole statements, things that are wrong in an interesting way. */
  readonly words: readonly string[];
}

/** Changes of whole tokens: deleted, doubled, swapped, replaced by a word of the language or by one of another input. */
export function tokens({ token, words }: Language): Mutate {
  const split = (text: string): string[] => text.match(new RegExp(`${token.source}|[^]`, 'g')) ?? [];
  const change = (list: string[], random: Random, other: () => string): void => {
    const at = random.below(list.length);
    switch (random.below(10)) {
      case 0:
        list.splice(at, random.few(8));
        break;
      case 1:
        list.splice(at, 0, ...list.slice(at, at + random.few(8)));
        break;
      case 2: {
        const to = random.below(list.length);
        [list[at], list[to]] = [list[to] ?? '', list[at] ?? ''];
        break;
      }
      case 3:
      case 4:
        list[at] = random.pick(words);
        break;
      case 5:
      case 6:
        list.splice(at, 0, random.pick(words));
        break;
      case 7: {
        const others = split(other().slice(0, 20_000));
        const from = random.below(others.length);
        list.splice(at, random.below(3), ...others.slice(from, from + random.few(12)));
        break;
      }
      case 8: {
        const [piece] = list.splice(at, 1);
        list.splice(random.below(list.length + 1), 0, piece ?? '');
        break;
      }
      default: {
        const piece = list.slice(at, at + random.few(4)).join('');
        list.splice(at, 0, piece.repeat(1 + random.below(random.oneIn(5) ? 200 : 5)));
      }
    }
  };
  return (text, random, other) => {
    const list = split(text);
    for (let left = random.few(4); left > 0; left--) {
      if (list.length === 0) list.push(random.pick(words));
      change(list, random, other);
    }
    return list.join('');
  };
}

/** The same for whole lines, for languages in which a line is a statement. */
export const lines: Mutate = tokens({
  token: /[^\n]*\n/,
  words: ['\n', '\r\n', ' \n', '\t\n', '\\\n', '#\n', ';\n', '\n\n\n'],
});
