import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Real files of other projects. They are not part of this project: tests that read them report when they are missing.
 */
export const CORPUS = process.env['MAILTXT_CORPUS'] ?? path.join(__dirname, '../../../shared/corpus');

export function hasCorpus(): boolean {
  return existsSync(CORPUS);
}

/** Says once, where tests print, that the corpus is not here; the caller skips. */
export function sayNoCorpus(what: string): void {
  console.log(`      (the corpus is not here: ${what} is not tested)`);
}

/** Paths below the corpus, with `/`, of all files in a folder of it. */
export function corpusFiles(folder: string): readonly string[] {
  const found: string[] = [];
  const walk = (at: string): void => {
    for (const entry of readdirSync(path.join(CORPUS, at), { withFileTypes: true })) {
      const name = `${at}/${entry.name}`;
      if (entry.isDirectory()) walk(name);
      else found.push(name);
    }
  };
  walk(folder);
  return found.sort();
}

export function readCorpus(file: string): string {
  return readFileSync(path.join(CORPUS, file), 'latin1');
}
