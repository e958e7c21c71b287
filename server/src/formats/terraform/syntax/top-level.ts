const LABEL = String.raw`[ \t]+(?:"[^"\n]*"|[\w-]+)`;

/** Blocks that can only be at the top level of a file, with the labels that Terraform requires. */
const HEADER =
  `(?:(?:resource|data|ephemeral)${LABEL}${LABEL}|(?:module|variable|output|provider|check)${LABEL}` +
  String.raw`|locals|terraform|moved|import|removed)[ \t]*\{`;

const HERE = new RegExp(HEADER, 'y');
const AT_LINE_START = new RegExp(`^${HEADER}`, 'gm');

/**
 * Whether a top-level block starts at `at`, without indentation, although the block that starts at `outer` is not closed. A
 * `data` block can be in a `check`.
 */
export function isTopLevelHeader(text: string, at: number, outer: number): boolean {
  if (at > 0 && text.charCodeAt(at - 1) !== 0x0a) return false;
  if (text.startsWith('data', at) && text.startsWith('check', outer)) return false;
  HERE.lastIndex = at;
  return HERE.test(text);
}

/** The first line at or after `from` that looks like the header of a top-level block; -1 if there is none. */
export function nextTopLevelHeader(text: string, from: number): number {
  AT_LINE_START.lastIndex = from;
  return AT_LINE_START.exec(text)?.index ?? -1;
}
