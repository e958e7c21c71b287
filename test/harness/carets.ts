/** A finding that a caret line demands: `; ^^^^ rule-id: message` under the characters. */
export interface ExpectedFinding {
  readonly rule: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface MarkedText {
  /** Without the caret lines. */
  readonly text: string;
  readonly expected: readonly ExpectedFinding[];
}

const CARETS = /^[;#/ \t]*(\^+)[ \t]+([a-z0-9-]+): (.*)$/;

/**
 * Takes the caret lines out of a text. Carets mark the columns of the nearest line above that is none itself.
 * `\t` is one column, as in the line above.
 */
export function readCarets(marked: string): MarkedText {
  const kept: string[] = [];
  const expected: ExpectedFinding[] = [];
  let lineStart = 0;
  let offset = 0;
  for (const line of marked.split('\n')) {
    const match = CARETS.exec(line);
    if (match?.[1] !== undefined && kept.length > 0) {
      const column = line.indexOf('^');
      expected.push({
        rule: match[2] ?? '',
        message: match[3] ?? '',
        start: lineStart + column,
        end: lineStart + column + match[1].length,
      });
      continue;
    }
    lineStart = offset;
    kept.push(line);
    offset += line.length + 1;
  }
  return { text: kept.join('\n'), expected };
}

/** The text with caret lines put back in, for people to compare. */
export function showCarets(text: string, findings: readonly ExpectedFinding[]): string {
  const lines: string[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    lines.push(line);
    const end = offset + line.length;
    for (const f of findings) {
      if (f.start < offset || f.start > end) continue;
      const column = f.start - offset;
      const width = Math.max(1, Math.min(f.end, end) - f.start);
      const lead = column === 0 ? '' : `;${' '.repeat(column - 1)}`;
      const over = f.end > end ? ` (to ${f.end - f.start} characters)` : '';
      lines.push(`${lead}${'^'.repeat(width)} ${f.rule}: ${f.message}${over}`);
    }
    offset = end + 1;
  }
  return lines.join('\n');
}
