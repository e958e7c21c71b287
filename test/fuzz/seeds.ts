import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { corpusFiles, CORPUS, hasCorpus } from '../harness/corpus.ts';

const ROOT = path.join(__dirname, '../..');
/** A folder of the corpus may have hundreds of files that are alike: this many of them, evenly chosen, are seeds. */
const MOST_OF_FOLDER = 150;
/** Octets. Longer seeds usually only repeat, and mutations cut them anyway. */
const LONGEST = 200_000;

/** Files of the project below a folder, whose names match. */
export function projectFiles(folder: string, name: RegExp): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** The texts of such files. */
export function projectTexts(folder: string, name: RegExp): readonly string[] {
  return projectFiles(folder, name).map((file) => readFileSync(file, 'utf8'));
}

/** Every block of a language in the pages of the rules. */
export function pageBlocks(language: string): readonly string[] {
  const block = new RegExp(`^\`\`\`${language}\\b[^\\n]*\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return projectTexts('server/src/rules', /\.md$/).flatMap((page) =>
    [...page.matchAll(block)].map(([, text = '']) => text.replace(/^[;#] *\^.*\n/gm, '')),
  );
}

/** Files of the corpus, where it is present. `latin1` keeps each octet as a code unit. */
export function corpusTexts(
  folder: string,
  name: RegExp,
  encoding: 'utf8' | 'latin1' = 'utf8',
): readonly string[] {
  if (!hasCorpus() || !existsSync(path.join(CORPUS, folder))) return [];
  const files = corpusFiles(folder).filter((file) => name.test(file));
  const step = Math.max(1, files.length / MOST_OF_FOLDER);
  const chosen = Array.from(
    { length: Math.min(files.length, MOST_OF_FOLDER) },
    (_, i) => files[Math.floor(i * step)] ?? '',
  );
  return chosen.map((file) => readFileSync(path.join(CORPUS, file), encoding).slice(0, LONGEST));
}

/** The decoded values of TXT records in all zones of the examples, the pages and the corpus that begin as `start` says. */
export function txtValues(start: RegExp, withCorpus: boolean): readonly string[] {
  const found = new Set<string>();
  const texts = [
    ...projectTexts('examples', /\.zone$/),
    ...pageBlocks('zone'),
    ...(withCorpus ? corpusTexts('realworld/zones', /./, 'latin1') : []),
  ];
  for (const text of texts) {
    for (const [strings] of text.matchAll(/"[^"\n]*"(?:[\s()]*"[^"\n]*")*/g)) {
      const value = [...strings.matchAll(/"([^"]*)"/g)].map(([, part = '']) => part).join('');
      if (start.test(value)) found.add(value);
    }
  }
  return [...found];
}
