/** `name = …` on a line, with a value that ends on the line. */
const ASSIGNMENT = /^([ \t]*(?:"(?:\\.|[^"\\])*"|[\w.$(){}-]+))([ \t]*)=(?![=>])[ \t]*(\S.*)$/;

/** The text before the signs of consecutive lines, as `terraform fmt` aligns them. */
interface Assignment {
  readonly name: string;
  /** Spaces before the sign. */
  readonly gap: string;
}

/** `undefined` for lines that are not aligned with others: the value continues on the next line. */
export function assignmentIn(line: string): Assignment | undefined {
  const match = ASSIGNMENT.exec(line.replace(/\r$/, ''));
  const [, name, gap, value] = match ?? [];
  if (name === undefined || gap === undefined || value === undefined || /<<-?\w+\s*$/.test(value))
    return undefined;
  const plain = value.replace(/"(?:\\.|[^"\\])*"/g, '').split(/#|\/\//)[0] ?? '';
  const open = plain.match(/[[({]/g)?.length ?? 0;
  const closed = plain.match(/[\])}]/g)?.length ?? 0;
  return open === closed ? { name, gap } : undefined;
}

/** The text with the `=` signs of consecutive lines aligned. */
export function alignAssignments(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  for (let start = 0; start < lines.length;) {
    const run: Assignment[] = [];
    for (let i = start; i < lines.length; i++) {
      const one = assignmentIn(lines[i] ?? '');
      if (one === undefined) break;
      run.push(one);
    }
    const width = Math.max(0, ...run.map(({ name }) => name.length));
    for (const [i, { name, gap }] of run.entries()) {
      const line = lines[start + i] ?? '';
      lines[start + i] = name + ' '.repeat(width - name.length + 1) + line.slice(name.length + gap.length);
    }
    start += Math.max(1, run.length);
  }
  return lines.join('\n');
}
