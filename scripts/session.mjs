// Runs a random session in a real VS Code: `npm run session -- --minutes 60 --seed 1`. A seeded loop types, completes,
// renames, undoes, switches branches and uses the features of the extension (test/vscode/session). It exits with status
// 1 if a request or a command fails, the server exits, a log has an error, or a text differs after everything was
// undone.
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { build } from './build.mjs';
import { root } from './lib/project.mjs';

const HELP = `npm run session -- [options]

  --minutes N   the length of the session, 60 by default
  --seed S      the random seed, 1 by default
  --only NAMES  only these steps, separated by commas`;

/** Seconds for the editor to start and to exit. */
const START_LIMIT = 180;

/** The output of the session: each step, the faults, and the logs of the editor, its extension and the page. */
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
    console.log(summary ?? 'The editor did not reach the end of the session.');
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
  if (!Number.isFinite(number) || number < 0) throw new Error(`"${typed}" is not a number.\n\n${HELP}`);
  return number;
}
