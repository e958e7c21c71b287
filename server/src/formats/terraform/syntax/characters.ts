/** What an ASCII character means in HCL outside strings: HCL native syntax specification, "Identifiers". */
const IDENTIFIER_START = 1;
const IDENTIFIER_PART = 2;

const CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const c = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(c)) CLASSES[code] = IDENTIFIER_START | IDENTIFIER_PART;
  else if (/[0-9-]/.test(c)) CLASSES[code] = IDENTIFIER_PART;
}

const START = /\p{ID_Start}/u;
const PART = /\p{ID_Continue}/u;

/** The offset after the identifier that starts at `at`; `at` itself if there is none. */
export function endOfIdentifier(text: string, at: number, end: number): number {
  let pos = at;
  while (pos < end) {
    const code = text.charCodeAt(pos);
    if (code < 128) {
      const wanted = pos === at ? IDENTIFIER_START : IDENTIFIER_PART;
      if (((CLASSES[code] ?? 0) & wanted) === 0) break;
      pos++;
      continue;
    }
    const point = String.fromCodePoint(text.codePointAt(pos) ?? 0);
    if (!(pos === at ? START : PART).test(point)) break;
    pos += point.length;
  }
  return Math.min(pos, end);
}

export function isIdentifierStart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return ((CLASSES[code] ?? 0) & IDENTIFIER_START) !== 0;
  return START.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

/** Spaces and tabs: other whitespace is not part of HCL. */
export function isWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Length of the line ending at `at`: 2 for CRLF, 1 for LF, 0 if there is none. A lone CR does not end a line in HCL. */
export function lineEndAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 0x0a) return 1;
  return code === 0x0d && text.charCodeAt(at + 1) === 0x0a ? 2 : 0;
}

/** The end of the line that contains `at`, before its line ending and at most `end`. */
export function endOfLine(text: string, at: number, end: number): number {
  const eol = text.indexOf('\n', at);
  if (eol < 0 || eol >= end) return end;
  return eol > at && text.charCodeAt(eol - 1) === 0x0d ? eol - 1 : eol;
}
