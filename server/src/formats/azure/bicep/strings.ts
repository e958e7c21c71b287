/** The kind of content at an offset of a Bicep string. */
export type StringPiece =
  /** Characters that produce `text`. */
  | { readonly kind: 'characters'; readonly end: number; readonly text: string }
  /** `${`. */
  | { readonly kind: 'expression' }
  | { readonly kind: 'end'; readonly end: number }
  /** The line ends before the string does. */
  | { readonly kind: 'open' };

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  n: '\n',
  r: '\r',
  t: '\t',
  $: '$',
};
const UNICODE = /\\u\{([0-9a-fA-F]{1,6})\}/y;

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings */
export function stringPieceAt(source: string, at: number): StringPiece {
  const character = source[at];
  if (character === undefined || character === '\n' || character === '\r') return { kind: 'open' };
  if (character === "'") return { kind: 'end', end: at + 1 };
  if (character === '$' && source[at + 1] === '{') return { kind: 'expression' };
  if (character !== '\\') return { kind: 'characters', end: at + 1, text: character };
  UNICODE.lastIndex = at;
  const unicode = UNICODE.exec(source);
  const code = unicode?.[1] === undefined ? NaN : parseInt(unicode[1], 16);
  if (unicode !== null && code <= 0x10ffff)
    return { kind: 'characters', end: at + unicode[0].length, text: String.fromCodePoint(code) };
  const escaped = ESCAPES[source[at + 1] ?? ''];
  // An invalid escape is an error in Bicep, and is kept as it is here.
  return escaped === undefined
    ? { kind: 'characters', end: at + 1, text: character }
    : { kind: 'characters', end: at + 2, text: escaped };
}

/** Escapes a text for the quotes of a Bicep string. */
export function escapeBicep(text: string): string {
  return text.replace(/\\|'|\$(?=\{)|\n|\r|\t/g, (found) => {
    const control = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[found];
    return control ?? `\\${found}`;
  });
}

/** A multi-line string: the content has no escapes, and a line end directly after the first quotes is not part of it. */
export function multilineContent(
  source: string,
  open: number,
): { readonly start: number; readonly end: number; readonly close: number; readonly isClosed: boolean } {
  let start = open + 3;
  if (source.startsWith('\r\n', start)) start += 2;
  else if (source[start] === '\n') start++;
  let end = source.indexOf("'''", start);
  const isClosed = end >= 0;
  if (!isClosed) end = source.length;
  // If there are more than 3 quotes, the last 3 close it.
  while (source[end + 3] === "'") end++;
  return { start, end, close: Math.min(end + 3, source.length), isClosed };
}
