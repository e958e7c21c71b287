/** The meaning of a character outside quotes for the reader of a master file (RFC 1035 §5.1). */
export const ORDINARY = 0;
export const WHITESPACE = 1;
export const NEWLINE = 2;
export const RETURN = 3;
export const QUOTE = 4;
export const OPEN = 5;
export const CLOSE = 6;
export const COMMENT = 7;
export const ESCAPE = 8;
/** May start a template: `{{`, `{%`, `<%`, `${`, `$(`. */
export const TEMPLATE = 9;

const CLASSES = new Uint8Array(128);
CLASSES[0x20] = WHITESPACE;
CLASSES[0x09] = WHITESPACE;
CLASSES[0x0a] = NEWLINE;
CLASSES[0x0d] = RETURN;
CLASSES[0x22] = QUOTE;
CLASSES[0x28] = OPEN;
CLASSES[0x29] = CLOSE;
CLASSES[0x3b] = COMMENT;
CLASSES[0x5c] = ESCAPE;
CLASSES[0x7b] = TEMPLATE;
CLASSES[0x3c] = TEMPLATE;
CLASSES[0x24] = TEMPLATE;

export function classOf(code: number): number {
  return code < 128 ? (CLASSES[code] ?? ORDINARY) : ORDINARY;
}

/** Characters with a meaning within quotes: the quote, the escape, the line end, and characters that may start a template. */
const IN_QUOTES = new Uint8Array(128);
for (const code of [0x22, 0x5c, 0x0a, 0x7b, 0x3c, 0x24]) IN_QUOTES[code] = 1;

/** Whether a character within quotes has no special meaning. */
export function isPlainInQuotes(code: number): boolean {
  return code < 128 && IN_QUOTES[code] === 0;
}
