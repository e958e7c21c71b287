import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { addFiles, folderWith, mailtxt, removeFolders } from './run.ts';

/**
 * A case is one file: a sentence on what it shows, then files (`-- NAME --`), then commands (`-- $ mailtxt … --`), each
 * followed by what it wrote to standard output and, where there is any, `-- standard error --` and `-- exit status --`.
 * `-- now NAME --` shows a file as the command left it. UPDATE_GOLDEN=1 writes down what the commands do now.
 */
const FOLDER = join(__dirname, 'golden');

interface Section {
  readonly name: string;
  readonly text: string;
}

function sectionsOf(content: string): { intro: string; sections: readonly Section[] } {
  const [intro = '', ...rest] = content.split(/^-- (.+) --\n/m);
  const sections: Section[] = [];
  for (let i = 0; i < rest.length; i += 2) sections.push({ name: rest[i] ?? '', text: rest[i + 1] ?? '' });
  return { intro, sections };
}

/** The case as it turns out: files and commands as given, and what the commands did. */
function play(content: string): string {
  const { intro, sections } = sectionsOf(content);
  const folder = folderWith({});
  let played = intro;
  for (const { name, text } of sections) {
    if (name === 'standard error' || name === 'exit status') continue;
    if (name.startsWith('$ mailtxt ')) {
      const { status, stdout, stderr } = mailtxt(name.split(' ').slice(2), { cwd: folder });
      played += `-- ${name} --\n${stdout}`;
      if (stderr !== '') played += `-- standard error --\n${stderr}`;
      if (status !== 0) played += `-- exit status --\n${String(status)}\n`;
    } else if (name.startsWith('now ')) {
      played += `-- ${name} --\n${readFileSync(join(folder, name.slice(4)), 'utf8')}`;
    } else {
      addFiles(folder, { [name]: text });
      played += `-- ${name} --\n${text}`;
    }
  }
  return played;
}

describe('the output of the command line', () => {
  after(removeFolders);

  for (const file of readdirSync(FOLDER).sort()) {
    it(file.replace(/\.txt$/, ''), () => {
      const path = join(FOLDER, file);
      const written = readFileSync(path, 'utf8');
      const played = play(written);
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, played);
      else assert.equal(played, written);
    });
  }
});
