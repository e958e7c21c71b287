import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const TESTS = path.join(__dirname, '..');

/** The test files whose properties can be tried more often; see `harness/runs.ts`. */
function propertyTests(): readonly string[] {
  return readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('oracle'))
    .map((file) => path.join(TESTS, file))
    .filter((file) => readFileSync(file, 'utf8').includes('harness/runs.ts'))
    .sort();
}

/** Runs the properties of the test suite `factor` times as often as `npm test` does. Returns the status of the run. */
export function runProperties(factor: number): number {
  const mocha = require.resolve('mocha/bin/mocha.js');
  const { status } = spawnSync(
    process.execPath,
    [mocha, '--timeout', '0', '--reporter', 'dot', ...propertyTests()],
    {
      env: { ...process.env, MAILTXT_RUNS: String(factor) },
      stdio: 'inherit',
    },
  );
  return status ?? 1;
}
