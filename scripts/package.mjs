// Builds and packs the extension: mailtxt-VERSION.vsix in the project's folder.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build.mjs';
import { pack } from './lib/pack.mjs';
import { root } from './lib/project.mjs';

await build();
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
await pack(join(root, `mailtxt-${version}.vsix`));
