import { signFor, UNPRINTABLE } from './printable.ts';

/** Characters that take two columns: East Asian Wide and Fullwidth (UAX #11), and emoji. First and last of each run. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** Marks that are drawn over the character before them. */
const COMBINING = /^\p{M}$/u;

const TAB_STOP = 8;

/** Text by the columns of a terminal. */
export interface Columns {
  readonly length: number;
  /** The column where the code unit at an index of the text starts. */
  columnAt(index: number): number;
  /** The text in these columns. If only one column of a wide character is included, it is a space. */
  slice(start: number, end: number): string;
}

export function toColumns(text: string): Columns {
  // Nearly every line is plain, and lines can be long.
  if (/^[ -~]*$/.test(text)) {
    return { length: text.length, columnAt: (index) => index, slice: (start, end) => text.slice(start, end) };
  }
  /** One entry per column; '' after a wide character. */
  const cells: string[] = [];
  const columnOf: number[] = [];
  for (const character of text) {
    for (let unit = 0; unit < character.length; unit++) columnOf.push(cells.length);
    if (character >= ' ' && character <= '~') {
      cells.push(character);
    } else if (character === '\t') {
      do cells.push(' ');
      while (cells.length % TAB_STOP !== 0);
    } else if (UNPRINTABLE.test(character)) {
      for (const sign of signFor(character)) cells.push(sign);
    } else if (COMBINING.test(character) && cells.length > 0) {
      // Combine with the character, even if its second column is the last cell.
      const at = cells.at(-1) === '' ? cells.length - 2 : cells.length - 1;
      cells[at] = `${cells[at] ?? ''}${character}`;
    } else {
      cells.push(character);
      if (isWide(character)) cells.push('');
    }
  }
  return {
    length: cells.length,
    columnAt: (index) => columnOf[index] ?? cells.length,
    slice(start, end) {
      const visible = cells.slice(start, end);
      if (visible[0] === '') visible[0] = ' ';
      if (cells[end] === '') visible[visible.length - 1] = ' ';
      return visible.join('');
    },
  };
}

function isWide(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x1100 && WIDE.some(([first, last]) => code >= first && code <= last);
}
