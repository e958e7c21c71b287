import { createVSIX } from '@vscode/vsce';
import { root } from './project.mjs';

/** Packs what is built. What is in it is package.json's `files`. */
export async function pack(packagePath) {
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}
