/** A part of an input that stands for several files and what is done with them. */
export interface Section {
  /** The words of the heading: `main.tf`, or `edit main.tf 12 3`. */
  readonly words: readonly string[];
  readonly text: string;
}

const HEADING = /^-- (.*) --$/;

/**
 * Reads `-- heading --` lines with the text below each. The last line end of a text belongs to the heading that follows.
 * Text above the first heading has none. Every input can be read: mutations and the shrinker may leave anything.
 */
export function readArchive(input: string): readonly Section[] {
  const sections: { words: readonly string[]; lines: string[] }[] = [{ words: [], lines: [] }];
  for (const line of input.split('\n')) {
    const [, heading] = HEADING.exec(line) ?? [];
    if (heading === undefined) sections.at(-1)?.lines.push(line);
    else sections.push({ words: heading.split(' '), lines: [] });
  }
  const [first, ...rest] = sections.map(({ words, lines }) => ({ words, text: lines.join('\n') }));
  return first === undefined || first.text === '' ? rest : [first, ...rest];
}

export function writeArchive(sections: readonly Section[]): string {
  return sections
    .map(({ words, text }) => (words.length === 0 ? text : `-- ${words.join(' ')} --\n${text}`))
    .join('\n');
}

/** A number of a heading, within 0 and `limit`: offsets of another text still mean something. */
export function offsetIn(word: string | undefined, limit: number): number {
  const number = Number.parseInt(word ?? '', 10);
  return Number.isSafeInteger(number) ? Math.abs(number) % (limit + 1) : 0;
}
