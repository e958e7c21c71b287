// Builds the container image mailtxt:VERSION from the packed command, and runs it once.
import { spawnSync } from 'node:child_process';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build.mjs';
import { packCommand } from './lib/pack.mjs';
import { root, version } from './lib/project.mjs';

const image = `mailtxt:${version}`;

if (spawnSync('docker', ['version'], { stdio: 'ignore' }).status !== 0) {
  console.error('docker is not available: no image was built.');
  process.exit(1);
}
await build();
const release = join(root, 'release');
await mkdir(release, { recursive: true });
await rename(join(release, await packCommand(release)), join(release, 'mailtxt.tgz'));
docker('build', '--tag', image, '.');
docker('run', '--rm', '--network', 'none', image, '--version');
docker(
  'run',
  '--rm',
  '--network',
  'none',
  '--volume',
  `${join(root, 'examples')}:/work:ro`,
  image,
  'check',
  '--fail-on',
  'never',
);
console.log(image);

function docker(...args) {
  const { status } = spawnSync('docker', args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
