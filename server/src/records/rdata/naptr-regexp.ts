/**
 * Whether a NAPTR substitution such as `!^(.*)$!sip:\1@example.com!i` is valid. RFC 3402 §3.2.
 * Parentheses and back-references are checked; the rest of the expression is accepted.
 */
export function isNaptrRegexp(text: string): boolean {
  if (text === '') return true;
  const delimiter = text.charAt(0);
  if (/[0-9\\i\0]/.test(delimiter) || text.includes('\0')) return false;
  const parts = splitAt(delimiter, text.slice(1));
  const [expression, replacement, flags] = parts ?? [];
  if (expression === undefined || replacement === undefined || !/^i*$/.test(flags ?? 'x')) return false;
  const groups = countGroups(expression);
  const references = [...replacement.matchAll(/\\([^])/g)].map(([, digit]) => Number(digit));
  return groups !== undefined && references.every((n) => Number.isNaN(n) || (n >= 1 && n <= groups));
}

/** The three parts, of which the second delimiter ends the replacement. A backslash escapes the delimiter. */
function splitAt(delimiter: string, text: string): readonly string[] | undefined {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === delimiter) {
      parts.push(part);
      part = '';
      // Flags have no escapes, so a third delimiter is one too many.
      if (parts.length === 2) return [...parts, text.slice(i + 1)];
    } else if (c === '\\') {
      if (i + 1 === text.length) return undefined;
      part += c + text.charAt(++i);
    } else {
      part += c;
    }
  }
  return undefined;
}

/** The number of groups in a POSIX extended expression; `undefined` if its parentheses do not match or it is empty. */
function countGroups(expression: string): number | undefined {
  let open = 0;
  let groups = 0;
  for (let i = 0; i < expression.length; i++) {
    const c = expression.charAt(i);
    if (c === '\\') i++;
    else if (c === '(') {
      open++;
      groups++;
    } else if (c === ')') {
      if (--open < 0) return undefined;
    } else if (c === '[') {
      i = endOfBracket(expression, i);
      if (i < 0) return undefined;
    }
  }
  return open === 0 && expression !== '' ? groups : undefined;
}

/** The place of the `]` of a bracket expression, or -1. A `]` at its start is content, as are those of `[:alpha:]`. */
function endOfBracket(expression: string, start: number): number {
  let i = start + (expression[start + 1] === '^' ? 2 : 1);
  if (expression[i] === ']') i++;
  for (; i < expression.length; i++) {
    const kind = expression[i + 1] ?? '';
    if (expression[i] === ']') return i;
    if (expression[i] !== '[' || !'.:='.includes(kind) || kind === '') continue;
    const close = expression.indexOf(`${kind}]`, i + 2);
    if (close < 0) return -1;
    i = close + 1;
  }
  return -1;
}
