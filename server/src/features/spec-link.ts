import { urlOf } from '../analysis/findings/source-url.ts';
import { link, text, type Markdown } from '../text/markdown.ts';

/** `RFC 7208 §5.2` as a link to the section, a draft as a link to its page, anything else as text. */
export function specLink(spec: string): Markdown {
  return /^(?:RFC |draft-)/.test(spec) ? link(spec, urlOf(spec)) : text(spec);
}
