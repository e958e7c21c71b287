// Builds the command as one file for machines without Node: release/mailtxt-VERSION-PLATFORM-ARCH. It contains the Node that
// runs this script (https://nodejs.org/docs/latest-v20.x/api/single-executable-applications.html), and is only for this platform.
import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { inject } from 'postject';
import { root, version } from './lib/project.mjs';

/** The data that Node looks for in its own binary. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * @param {string} folder
 * @returns {Promise<string>} the path of the program
 * @throws if this Node has no room for a program, such as the builds of Linux distributions
 */
export async function buildSea(folder) {
  const node = await readFile(process.execPath);
  if (!node.includes(FUSE)) {
    throw new Error(`${process.execPath} cannot hold a program: use the Node from nodejs.org.`);
  }
  const scratch = await mkdtemp(join(tmpdir(), 'mailtxt-sea-'));
  try {
    const blob = await prepareBlob(scratch);
    const suffix = process.platform === 'win32' ? '.exe' : '';
    const program = join(folder, `mailtxt-${version}-${process.platform}-${process.arch}${suffix}`);
    await mkdir(folder, { recursive: true });
    await copyFile(process.execPath, program);
    await chmod(program, 0o755);
    if (process.platform === 'darwin') run('codesign', ['--remove-signature', program]);
    await inject(program, 'NODE_SEA_BLOB', await readFile(blob), {
      sentinelFuse: FUSE,
      ...(process.platform === 'darwin' ? { machoSegmentName: 'NODE_SEA' } : {}),
    });
    // macOS does not start an unsigned program.
    if (process.platform === 'darwin') run('codesign', ['--sign', '-', program]);
    return program;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function prepareBlob(scratch) {
  const [main, pages, output, config] = ['main.cjs', 'rules.json', 'main.blob', 'sea.json'].map((name) =>
    join(scratch, name),
  );
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['server/src/hosts/cli/main.ts'],
    outfile: main,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    minify: true,
    define: {
      'process.env.NODE_ENV': '"production"',
      MAILTXT_RELEASE: 'true',
      MAILTXT_VERSION: JSON.stringify(version),
    },
    logLevel: 'warning',
  });
  await writeFile(pages, JSON.stringify(await rulePages()));
  const settings = {
    main,
    output,
    disableExperimentalSEAWarning: true,
    // The same Node that will run the code compiles it.
    useCodeCache: true,
    assets: { 'rules.json': pages },
  };
  await writeFile(config, JSON.stringify(settings));
  run(process.execPath, ['--experimental-sea-config', config]);
  return output;
}

/** The page of each rule, by rule id. */
async function rulePages() {
  const folder = join(root, 'docs/rules');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name.slice(0, -3), await readFile(join(folder, name), 'utf8')]),
    ),
  );
}

function run(program, args) {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args[0]} failed: ${error?.message ?? stderr}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(await buildSea(join(root, 'release')));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
