import type { Section } from './archive.ts';
import { offsetIn, readArchive, writeArchive } from './archive.ts';
import type { Random } from './random.ts';
import type { Mutate } from './mutate/mutate.ts';

/** Files, and edits of them one after another: `-- edit main.tf 12 3 --` replaces 3 characters at 12 by the text below it. */
export interface EditSession {
  readonly files: Readonly<Record<string, string>>;
  readonly edits: readonly FileEdit[];
}

export interface FileEdit {
  readonly path: string;
  /** In the text that the edit before it left. */
  readonly range: { readonly start: number; readonly end: number };
  readonly text: string;
}

/** Edits of files that are not there are left out; offsets are brought into the text as it is by then. */
export function readSession(input: string, first: string): EditSession {
  const files: Record<string, string> = {};
  const edits: FileEdit[] = [];
  const now: Record<string, string> = {};
  for (const { words, text } of readArchive(input)) {
    const [command = first, path = '', at, length] = words;
    if (command !== 'edit') {
      if (!Object.hasOwn(files, command)) now[command] = files[command] = text;
      continue;
    }
    const before = now[path];
    if (before === undefined) continue;
    const start = offsetIn(at, before.length);
    const end = start + offsetIn(length, before.length - start);
    now[path] = before.slice(0, start) + text + before.slice(end);
    edits.push({ path, range: { start, end }, text });
  }
  return { files, edits };
}

/** Changes one section's text, its place, or the order of edits; adds edits that insert, delete or replace. */
export function mutateSession(mutateText: Mutate, pieces: readonly string[], first: string): Mutate {
  const edit = (files: readonly Section[], random: Random, other: () => string): Section => {
    const file = random.pick(files);
    const at = random.below(file.text.length + 1);
    const length = random.oneIn(2) ? 0 : random.below(random.oneIn(6) ? 500 : 12);
    const whole = (): string => (readArchive(other())[0]?.text ?? '').slice(0, 600);
    const text = random.oneIn(3) ? '' : random.oneIn(8) ? whole() : random.pick(pieces);
    return { words: ['edit', file.words[0] ?? first, String(at), String(length)], text };
  };
  return (input, random, other) => {
    const sections = [...readArchive(input)];
    const files = sections.filter(({ words }) => words[0] !== 'edit');
    if (files.length === 0) return `${input}\n@ IN A 192.0.2.1\n`;
    for (let left = 1 + random.below(6); left > 0; left--) {
      const at = random.below(sections.length);
      const section = sections[at];
      if (section === undefined || random.oneIn(2)) sections.push(edit(files, random, other));
      else if (random.oneIn(6)) sections.splice(at, 1);
      else if (random.oneIn(2))
        sections[at] = {
          ...section,
          text: mutateText(section.text, random, () => readArchive(other())[0]?.text ?? ''),
        };
      else sections.splice(at, 0, edit(files, random, other));
    }
    return writeArchive(sections.slice(0, 24));
  };
}
