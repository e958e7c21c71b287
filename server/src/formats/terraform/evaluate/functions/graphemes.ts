/** Only characters of which each is one of what a reader sees as one: nothing is combined, and no line break has two. */
const SIMPLE = /^[^\r\u0080-\uffff]*$/;

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Steps for finding the characters of a text, in which each may be made of several. */
export function graphemeSteps(text: string): number {
  return SIMPLE.test(text) ? 0 : Math.ceil(text.length / CHARACTERS_PER_STEP);
}

const CHARACTERS_PER_STEP = 4;

/** How many characters a reader sees: Terraform counts grapheme clusters. */
export function graphemesIn(text: string): number {
  if (SIMPLE.test(text)) return text.length;
  return graphemesOf(text).length;
}

/** The offset of the character of that number; the length of the text where it has fewer. */
export function graphemeOffset(text: string, index: number): number {
  if (SIMPLE.test(text)) return Math.min(index, text.length);
  let count = 0;
  for (const { index: offset } of SEGMENTER.segment(text)) if (count++ === index) return offset;
  return text.length;
}

/** The characters of a text as a reader sees them. */
export function graphemesOf(text: string): readonly string[] {
  return SIMPLE.test(text) ? text.split('') : Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}
