// The types of the library, in one file for each entry, so that a package that uses it needs no other types.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './project.mjs';

/** For each entry, the files in server/src/hosts/api whose exports it has. */
const ENTRIES = {
  library: ['types.ts', 'options.ts', 'texts.ts', 'files.ts'],
  browser: ['types.ts', 'options.ts', 'texts.ts'],
};

/** @returns {Promise<ReadonlyMap<keyof typeof ENTRIES, string>>} the text of the declarations of each entry */
export async function declarations() {
  const found = new Map();
  for (const [entry, files] of Object.entries(ENTRIES)) {
    found.set(entry, (await Promise.all(files.map(declarationsOf))).join('\n'));
  }
  return found;
}

async function declarationsOf(file) {
  const source = await readFile(join(root, 'server/src/hosts/api', file), 'utf8');
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(source, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, isolatedDeclarations: true },
  });
  const [fault] = diagnostics;
  if (fault !== undefined)
    throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(fault.messageText, '\n')}`);
  // Imports between these files are within the same declarations.
  const own = outputText.replace(/^import type \{[^}]*\} from '\.\/(?:types|options)\.ts';\n/gm, '');
  const left = /^(?:import|export \*|export \{).*/m.exec(own);
  if (left !== null) throw new Error(`${file}: "${left[0]}" would need types from another file`);
  return own;
}
