import { markup, type Markdown } from '../text/markdown.ts';

/** What each directive is for. RFC 1035 §5.1, RFC 2308 §4; `$GENERATE` is a directive of BIND. */
const MEANINGS: Readonly<Record<string, Markdown>> = {
  $ORIGIN: markup`From here on, this name is appended to names without a trailing dot.`,
  $TTL: markup`The TTL of the records below that do not set their own.`,
  $INCLUDE: markup`Includes another file here. A name after the file name is the origin for that file only.`,
  $GENERATE: markup`Creates one record for each number in the range and replaces \`$\` with the number.`,
};

export function meaningOfDirective(directive: string): Markdown | undefined {
  const upper = directive.toUpperCase();
  return Object.hasOwn(MEANINGS, upper) ? MEANINGS[upper] : undefined;
}
