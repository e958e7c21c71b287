// Builds and packs the extension (mailtxt-VERSION.vsix) and the command (mailtxt-VERSION.tgz) into the project folder.
import { join } from 'node:path';
import { build } from './build.mjs';
import { packCommand, packExtension } from './lib/pack.mjs';
import { root, version } from './lib/project.mjs';

await build();
await packExtension(join(root, `mailtxt-${version}.vsix`));
console.log(await packCommand(root));
