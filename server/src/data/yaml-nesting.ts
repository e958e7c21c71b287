/** Nested collections. Real files have far fewer, and the stack has no room for many more. */
export const MAX_YAML_NESTING = 200;

/** Whether a recursive reader of a YAML text might overflow the stack, which no program survives. */
export function mayNestTooDeep(text: string): boolean {
  let open = 0;
  let indent = 0;
  let indicators = 0;
  let isWhitespace = true;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '\n') {
      indent = 0;
      indicators = 0;
      isWhitespace = true;
      continue;
    }
    if (isWhitespace && c === ' ') indent++;
    else isWhitespace = false;
    if (c === '[' || c === '{') open++;
    else if ((c === ']' || c === '}') && open > 0) open--;
    else if ((c === '-' || c === '?' || c === ':') && ' \t\n'.includes(text.charAt(i + 1))) indicators++;
    if (Math.max(open, indent, indicators) > MAX_YAML_NESTING) return true;
  }
  return false;
}
