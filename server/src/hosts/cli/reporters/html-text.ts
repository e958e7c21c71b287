import { escapeXml } from '../xml-text.ts';

/**
 * HTML. Only {@link page} and {@link styleSheet} create it, so that text from files cannot get into a page unescaped: a string in
 * a template is always escaped.
 */
export class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Part = string | number | Html | readonly Html[];

/** A template whose strings are escaped, for elements and quoted attributes. */
export function page(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let source = '';
  pieces.forEach((piece, i) => {
    const part = parts[i];
    source += piece;
    if (part !== undefined) source += sourceOf(part);
  });
  return new Html(source);
}

function sourceOf(part: Part): string {
  if (part instanceof Html) return part.source;
  return typeof part === 'object' ? part.map(({ source }) => source).join('') : escapeXml(String(part));
}

/** A style element. A style sheet cannot be escaped, so it must be a constant. */
export function styleSheet(css: string): Html {
  return new Html(`<style>${css}</style>`);
}
