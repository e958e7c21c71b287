// Builds, shows what mailtxt says of the examples, and how to see it in the editor.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './lib/project.mjs';

await build();
console.log('mailtxt check examples\n');
const { status } = spawnSync(process.execPath, [join(root, 'dist', 'mailtxt.js'), 'check', 'examples'], {
  cwd: root,
  stdio: 'inherit',
});
// 1 says that there are findings, as there should be: half of the examples are wrong on purpose.
if (status !== 1) process.exit(status || 1);

console.log(`
Some of the examples are wrong on purpose. Next:

  npm run editor                         the same in VS Code: squiggles, hovers, Ctrl+. to fix
  node dist/mailtxt.js check YOUR_FILES  your own zone files or Terraform; --help says what else there is
  npm test                               everything, checked
`);
