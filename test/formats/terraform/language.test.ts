import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { recordLines } from './module.ts';
import { configuration } from '../../harness/configuration.ts';

const FOLDER = path.join(import.meta.dirname, 'language');

/** A small configuration with the records that Terraform would make from it. */
interface LanguageModule {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** `owner type data` of each record, in the order of the file. */
  readonly records: readonly string[];
  /** `kind: message` of what was not examined. */
  readonly unread: readonly string[];
}

/** The modules of a file: each is its title after `====`, its files, and the expected results. */
function modulesIn(text: string): readonly LanguageModule[] {
  return text
    .split(/^==== /m)
    .slice(1)
    .map((one) => {
      const [head = '', ...parts] = one.split(/^-- (\S+) --\n/m);
      const sections = new Map<string, string>();
      for (let i = 0; i < parts.length; i += 2) sections.set(parts[i] ?? '', parts[i + 1] ?? '');
      const linesOf = (name: string): readonly string[] =>
        (sections.get(name) ?? '').split('\n').filter((line) => line !== '');
      const files = [...sections].filter(([name]) => name !== 'records' && name !== 'unread');
      return {
        title: head.trim(),
        files: Object.fromEntries(files.map(([name, content]) => [`/dns/${name}`, content])),
        records: linesOf('records'),
        unread: linesOf('unread'),
      };
    });
}

for (const name of readdirSync(FOLDER).sort()) {
  describe(`the Terraform language: ${path.parse(name).name}`, () => {
    for (const { title, files, records, unread } of modulesIn(
      readFileSync(path.join(FOLDER, name), 'utf8'),
    )) {
      it(title, () => {
        const made = configuration(files);
        assert.deepEqual(
          made.paths().flatMap((file) => recordLines(made, file)),
          records,
        );
        assert.deepEqual(
          made.unread().map(({ kind, message }) => `${kind}: ${message}`),
          unread,
        );
      });
    }
  });
}
