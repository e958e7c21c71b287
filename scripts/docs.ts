// Writes docs/rules/, what the settings' schema knows of the rules, and the limits in docs/security.md, from the source.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './rule-docs.ts';

const root = join(__dirname, '..');

void generatedFiles().then((files) => {
  mkdirSync(join(root, 'docs/rules'), { recursive: true });
  for (const name of readdirSync(join(root, 'docs/rules'))) {
    if (!files.has(`docs/rules/${name}`)) rmSync(join(root, 'docs/rules', name));
  }
  for (const [path, text] of files) writeFileSync(join(root, path), text);
  console.log(`${files.size} files are current.`);
});
