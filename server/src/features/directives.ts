import { markup, type Markdown } from '../text/markdown.ts';

/** What a line of control is for. RFC 1035 §5.1, RFC 2308 §4; `$GENERATE` is BIND's. */
const MEANINGS: Readonly<Record<string, Markdown>> = {
  $ORIGIN: markup`Names below this line that do not end in a dot are completed with this name.`,
  $TTL: markup`The TTL of the records below this line that state none.`,
  $INCLUDE: markup`Reads another file in this place. A second name is the origin within that file only.`,
  $GENERATE: markup`Writes one record for each number of the range, with the number in place of \`$\`.`,
};

export function meaningOfDirective(directive: string): Markdown | undefined {
  const upper = directive.toUpperCase();
  return Object.hasOwn(MEANINGS, upper) ? MEANINGS[upper] : undefined;
}
