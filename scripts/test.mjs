// Runs every check and prints one line at the end with the counts. A step that runs no tests (types, lint, spelling,
// format) adds nothing if it passes and one failure if it does not.
// `coverage` runs only the unit tests, and measures how much of the code they run; `oracle` runs the tests that compare
// mailtxt with other programs.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { checkCoverage, measuredEnvironment } from './lib/coverage.mjs';
import { root } from './lib/project.mjs';
import { misspelledIn } from './lib/spelling.mjs';
import { testInEditor } from './vscode-test.mjs';
import { testInWebEditor } from './vscode-web-test.mjs';

/** For a test that never ends: the time limits of its runner cannot interrupt a loop. */
const stepLimitMs = 25 * 60_000;

/** Files may have another date and the same text, after a change of the branch. */
const CACHED_BY_CONTENT = ['--cache', '--cache-strategy', 'content'];

const scratch = await mkdtemp(join(tmpdir(), 'mailtxt-test-'));

const mode = process.argv[2];

/** They begin first, because at the end the other processes would have nothing to do. */
const longest = [
  'test/steps/growth.test.ts',
  'test/cli/cache.test.ts',
  'test/fuzz/fuzz.test.ts',
  'test/cli/hostile-reports.test.ts',
];
// Files that begin with "./" are not those that a pattern without it ignores.
const unitTests = [...longest.map((path) => `./${path}`), 'test/**/*.test.ts'];
const notUnitTests = ['test/oracle/**', 'test/vscode/**', ...longest];

const measured = [
  {
    name: 'unit tests, measured',
    // The launcher is not in server/src, and a measured build has none.
    run: () =>
      mocha(unitTests, [...notUnitTests, 'test/cli/launcher.test.ts'], {
        required: ['./scripts/lib/exit-measured.cjs'],
        env: measuredEnvironment(),
      }),
  },
  { name: 'coverage', run: () => checkCoverage() },
];

/**
 * The lanes run in parallel, and the steps of a lane one after another. `run` returns counts, or nothing for a step
 * without tests.
 */
const everything = [
  [
    { name: 'unit tests', run: () => mocha(unitTests, notUnitTests) },
    { name: 'tests in VS Code', run: () => testInEditor() },
    { name: 'tests in VS Code in a page', run: () => testInWebEditor() },
  ],
  [
    { name: 'types', run: () => types('.') },
    { name: 'types of the core, which knows no platform', run: () => types('tsconfig.core.json') },
    { name: 'types of the pages', run: () => tool('tsc', ['-p', 'client/webview']) },
    // Its cache knows only the text of each file: CI, which has none, also sees what a type changes in other files.
    { name: 'lint', run: () => tool('eslint', ['--cache', '--max-warnings=0', 'client', 'server', 'test']) },
    { name: 'spelling', run: () => checkSpelling() },
    {
      name: 'format',
      run: () => tool('prettier', ['--check', ...CACHED_BY_CONTENT, '--log-level=warn', '.']),
    },
  ],
];

const oracle = [
  [{ name: 'tests against other programs', run: () => mocha(['test/oracle/**/*.test.ts'], []) }],
];

const lanesOf = { oracle, coverage: [measured] };

const total = { passed: 0, failed: 0, skipped: 0 };
try {
  const lanes = lanesOf[mode] ?? everything;
  // First, because tests start the built programs.
  if (lanes !== oracle)
    await step({
      name: 'build',
      run: async () => void (await build({ measured: lanes === lanesOf.coverage })),
    });
  await Promise.all(
    lanes.map(async (steps) => {
      for (const one of steps) await step(one);
    }),
  );
} finally {
  await rm(scratch, { recursive: true, force: true });
}
if (total.passed === 0) total.failed += 1;
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);

async function step({ name, run }) {
  const started = performance.now();
  let counts;
  try {
    counts = await run();
  } catch (error) {
    counts = { passed: 0, failed: 1 };
    console.log(error.message);
  }
  for (const key of Object.keys(counts ?? {})) total[key] += counts[key];
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const shown = counts
    ? `${counts.passed} passed${counts.failed > 0 ? `, ${counts.failed} failed` : ''}, `
    : '';
  console.log(`${counts?.failed > 0 ? '✗' : '✓'} ${name} (${shown}${seconds} s)`);
}

/** Checks only files that changed, or that depend on those, since the last run. */
function types(project) {
  const known = `node_modules/.cache/mailtxt/${project.replace(/\W/g, '-')}.tsbuildinfo`;
  return tool('tsc', ['-p', project, '--incremental', '--tsBuildInfoFile', known]);
}

async function checkSpelling() {
  const found = await misspelledIn();
  if (found.length === 0) return;
  const lines = found.map(({ path, line, word }) => `${path}:${line}: ${word}`);
  throw new Error(`${lines.join('\n')}\n${found.length} words are unknown or not American: npm run spelling`);
}

/** `required`: files that each process loads before its tests. */
async function mocha(files, ignored, { required = [], env = {} } = {}) {
  const file = join(scratch, 'counts.json');
  const reporter = join(root, 'scripts/lib/count-reporter.cjs');
  // Two processes also on one processor: tests of the command line wait for it. More than 4 take too much memory.
  const jobs = Math.max(2, Math.min(4, availableParallelism()));
  const args = [
    '--parallel',
    '--jobs',
    String(jobs),
    '--reporter',
    reporter,
    ...required.flatMap((path) => ['--require', path]),
    ...ignored.flatMap((glob) => ['--ignore', glob]),
    ...files,
  ];
  const ended = await tool('mocha', args, { ...env, MAILTXT_COUNTS: file }).catch((error) => error);
  const counts = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  if (ended instanceof Error && !(counts?.failed > 0)) throw ended;
  if (counts.passed + counts.failed === 0) throw new Error('No tests were found.');
  return counts;
}

/**
 * Runs a program of node_modules/.bin. Its output is printed when it has ended, because two programs run at the same
 * time.
 */
function tool(name, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(bin(name), args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: stepLimitMs,
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (output.trim()) console.log(output.trimEnd());
      if (status === 0) resolve(undefined);
      else reject(new Error(`${name} ${signal ? `was ended by ${signal}` : `ended with status ${status}`}.`));
    });
  });
}

function bin(name) {
  return join(root, 'node_modules', '.bin', name);
}
