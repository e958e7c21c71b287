const LABEL = String.raw`[ \t]+(?:"[^"\n]*"|[\w-]+)`;

/** Blocks that stand at a file's own level only, with the labels that Terraform wants of them. */
const HEADER =
  `(?:(?:resource|data|ephemeral)${LABEL}${LABEL}|(?:module|variable|output|provider|check)${LABEL}` +
  String.raw`|locals|terraform|moved|import|removed)[ \t]*\{`;

const HERE = new RegExp(HEADER, 'y');
const AT_LINE_START = new RegExp(`^${HEADER}`, 'gm');

/**
 * Whether a block of a file's own level starts at `at`, without indentation, although the block that starts at `outer` is
 * not closed. A `data` block may stand in a `check`.
 */
export function isTopLevelHeader(text: string, at: number, outer: number): boolean {
  if (at > 0 && text.charCodeAt(at - 1) !== 0x0a) return false;
  if (text.startsWith('data', at) && text.startsWith('check', outer)) return false;
  HERE.lastIndex = at;
  return HERE.test(text);
}

/** The first line at or behind `from` that reads as the header of a block of a file's own level; -1 where none does. */
export function nextTopLevelHeader(text: string, from: number): number {
  AT_LINE_START.lastIndex = from;
  return AT_LINE_START.exec(text)?.index ?? -1;
}
