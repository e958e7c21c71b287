// Generates from the source the registry of rules, docs/rules/, the rules in the schema of the settings, the limits in
// docs/security.md, the manual page and the texts of the extension for translators.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REGISTRY, registryText } from './rule-registry.ts';

const root = join(__dirname, '..');

async function writeAll(): Promise<void> {
  const registry = await registryText();
  if (readFileSync(join(root, REGISTRY), 'utf8') !== registry) writeFileSync(join(root, REGISTRY), registry);
  // The following modules read the rules through the registry, so they are imported after it is current.
  const { generatedFiles } = await import('./rule-docs.ts');
  const files = await generatedFiles();
  for (const folder of ['docs/rules', 'man']) mkdirSync(join(root, folder), { recursive: true });
  for (const name of readdirSync(join(root, 'docs/rules'))) {
    if (!files.has(`docs/rules/${name}`)) rmSync(join(root, 'docs/rules', name));
  }
  for (const [path, text] of files) writeFileSync(join(root, path), text);
  console.log(`${files.size + 1} files are current.`);
}

void writeAll();
