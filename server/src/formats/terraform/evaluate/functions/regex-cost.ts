/** An escape, a class, the start or the end of a group, an alternative, a quantifier. */
const TOKEN =
  /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:<[=!]|<\w+>|[:=!]))?|[)|]|[*+?]\??|\{\d*,?\d*\}\??/gsu;

/**
 * Roughly how many steps an engine that goes back takes for a pattern on a text of that length, at most. RE2, which
 * Terraform uses, never goes back. Infinity: nobody would live to see the end.
 */
export function stepsOfPattern(pattern: string, length: number): number {
  let steps = Math.max(1, length);
  /** Of each group that is open: whether it can match one text in several ways. The pattern itself is the first. */
  const varies = [false];
  /** Of the group that ended right before. */
  let closedVaries = false;
  for (const { 0: token } of pattern.matchAll(TOKEN)) {
    const repeated = closedVaries;
    closedVaries = false;
    const last = varies.length - 1;
    switch (token.charAt(0)) {
      case '(':
        varies.push(false);
        break;
      case ')':
        if (last === 0) break;
        closedVaries = varies.pop() ?? false;
        varies[last - 1] ||= closedVaries;
        break;
      case '|':
        varies[last] = true;
        steps *= 2;
        break;
      case '?':
        varies[last] = true;
        steps *= 2;
        break;
      case '*':
      case '+':
      case '{': {
        const counts = countsOf(token, length);
        if (repeated && counts.most > 1) return Infinity;
        if (counts.most > counts.least) varies[last] = true;
        steps *= Math.max(1, Math.min(counts.most, length) - counts.least);
      }
    }
  }
  return steps;
}

function countsOf(quantifier: string, length: number): { readonly least: number; readonly most: number } {
  const counted = /^\{(\d*)(,?)(\d*)\}/.exec(quantifier);
  if (counted === null) return { least: 0, most: Math.max(2, length) };
  const [, least = '', comma = '', most = ''] = counted;
  const from = Number(least);
  return { least: from, most: comma === '' ? from : most === '' ? Math.max(2, length) : Number(most) };
}
