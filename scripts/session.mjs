// A random session in a real VS Code: `npm run session -- --minutes 60 --seed 1`. A seeded loop types, completes, renames,
// undoes, switches branches and asks for what the extension offers (test/vscode/session). Ends with status 1 when a request
// or a command fails, the server ends, a log has an error, or a text is another one after everything was undone.
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { build } from './build.mjs';
import { root } from './lib/project.mjs';

const HELP = `npm run session -- [options]

  --minutes N   how long to go on, 60 by default
  --seed S      of the random session, 1 by default
  --only NAMES  the steps to choose among, with commas, instead of all`;

/** Seconds for the editor to start and to end. */
const START_LIMIT = 180;

/** What the session leaves: each step, the faults, and the logs of the editor, its extension and the page. */
const results = join(root, '.vscode-test', 'session');

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(HELP);
else process.exitCode = await runSession();

async function runSession() {
  const minutes = numberFrom(values.minutes);
  const seed = numberFrom(values.seed);
  const only = values.only.split(',').filter((name) => name !== '');
  await build();
  await rm(results, { recursive: true, force: true });
  await mkdir(results, { recursive: true });
  const temporary = await mkdtemp(join(tmpdir(), 'mailtxt-session-'));
  try {
    const suite = join(temporary, 'suite');
    await esbuild.build({
      entryPoints: { index: join(root, 'test/vscode/session/index.ts') },
      outdir: suite,
      bundle: true,
      platform: 'node',
      target: 'node20',
      external: ['vscode'],
      define: { SESSION: JSON.stringify({ minutes, seed, only, results }) },
      logLevel: 'warning',
    });
    const workspace = join(temporary, 'workspace');
    await cp(join(root, 'examples'), workspace, { recursive: true });
    await cp(join(root, 'test/vscode/workspace/bounces'), join(workspace, 'bounces'), { recursive: true });
    const status = await runEditor(suite, workspace, minutes * 60 + START_LIMIT);
    const summary = await readFile(join(results, 'summary.txt'), 'utf8').catch(() => undefined);
    console.log(summary ?? 'The editor never came to the end of the session.');
    return summary === undefined ? 1 : status;
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

function runEditor(suite, workspace, seconds) {
  const args = [
    join(root, 'scripts/editor-host/launch.mjs'),
    `--extensionDevelopmentPath=${root}`,
    `--extensionTestsPath=${join(suite, 'index.js')}`,
    `--pictures=${join(results, 'notes')}`,
    `--keep-data-in=${join(results, 'data')}`,
    `--limit=${seconds}`,
    workspace,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function numberFrom(typed) {
  const number = Number(typed);
  if (!Number.isFinite(number) || number < 0) throw new Error(`"${typed}" is not a number\n\n${HELP}`);
  return number;
}
