import { rangeOf } from '../text/range.ts';
import type { Pragma } from './document.ts';

const SPEAKING_COMMENT = /(^|[ \t])#[ \t]*(mailtxt-[^\r\n]*)/gm;

/** The comments for mailtxt in a YAML file; none in files with other names. */
export function yamlComments(path: string, text: string): readonly Pragma[] {
  return /\.ya?ml$/i.test(path) ? yamlPragmas(text) : [];
}

/** The comments for mailtxt in a YAML text. */
export function yamlPragmas(text: string): readonly Pragma[] {
  return [...text.matchAll(SPEAKING_COMMENT)].map((found) => {
    const [all, before = '', words = ''] = found;
    const end = found.index + all.length;
    const start = found.index + before.length;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    return {
      at: end - words.length,
      text: words.trimEnd(),
      range: rangeOf(start, end),
      alone: text.slice(lineStart, start).trim() === '',
    };
  });
}
