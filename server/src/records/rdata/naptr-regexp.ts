/**
 * Whether a NAPTR substitution such as `!^(.*)$!sip:\1@example.com!i` is one. RFC 3402 §3.2.
 * Parentheses and back-references are judged; the rest of the expression is taken as right.
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

/** The three parts; the second delimiter ends the replacement. A backslash takes the delimiter's meaning away. */
function splitAt(delimiter: string, text: string): readonly string[] | undefined {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === delimiter) {
      parts.push(part);
      part = '';
      // Flags are not escaped, and a third delimiter is one too many.
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

/** How many groups a POSIX extended expression has; `undefined` when its parentheses do not match or it is empty. */
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
      const close = /^\[\^?\]?(?:\[[.:=].*?[.:=]\]|[^\]])*\]/.exec(expression.slice(i));
      if (close === null) return undefined;
      i += close[0].length - 1;
    }
  }
  return open === 0 && expression !== '' ? groups : undefined;
}
