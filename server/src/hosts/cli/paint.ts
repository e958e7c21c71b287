import type { Paint, Style } from '../../features/reports/paint.ts';

/** Select Graphic Rendition, ECMA-48 §8.3.117: the 16 colors that every terminal theme defines. */
const CODES: Readonly<Record<Style, string>> = {
  error: '1;31',
  warning: '1;33',
  info: '1;34',
  hint: '1;36',
  good: '32',
  strong: '1',
  faint: '2',
};

export const colored: Paint = (style, text) => (text === '' ? '' : `\u001B[${CODES[style]}m${text}\u001B[0m`);
