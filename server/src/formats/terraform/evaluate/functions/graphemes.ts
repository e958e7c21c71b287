/** Only characters that are each one grapheme cluster: no combining characters, and no line break of two characters. */
const SIMPLE = /^[^\r\u0080-\uffff]*$/;

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Steps for finding the grapheme clusters of a text. */
export function graphemeSteps(text: string): number {
  return SIMPLE.test(text) ? 0 : Math.ceil(text.length / CHARACTERS_PER_STEP);
}

const CHARACTERS_PER_STEP = 4;

/** The number of grapheme clusters, as Terraform counts characters. */
export function graphemesIn(text: string): number {
  if (SIMPLE.test(text)) return text.length;
  return graphemesOf(text).length;
}

/** The offset of the grapheme cluster with that index; the length of the text if it has fewer. */
export function graphemeOffset(text: string, index: number): number {
  if (SIMPLE.test(text)) return Math.min(index, text.length);
  let count = 0;
  for (const { index: offset } of SEGMENTER.segment(text)) if (count++ === index) return offset;
  return text.length;
}

/** The grapheme clusters of a text. */
export function graphemesOf(text: string): readonly string[] {
  return SIMPLE.test(text) ? text.split('') : Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}
