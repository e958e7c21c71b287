// Builds mailtxt, checks the examples, and shows how to open them in the editor.
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
// Status 1 means that there are findings, as expected: half of the examples are wrong on purpose.
if (status !== 1) process.exit(status || 1);

console.log(`
Some of the examples are wrong on purpose. Next:

  npm run editor                         opens them in VS Code: squiggles, hovers, Ctrl+. to fix
  node dist/mailtxt.js check YOUR_FILES  checks your own zone files or Terraform; --help lists more
  npm test                               runs all tests
`);
