import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { transformSync } from 'esbuild';
import { root } from './project.mjs';

const minimumFile = join(root, 'scripts/coverage.json');
const reportFolder = join(root, 'dist/coverage');

/** Files that contain only types: they are never loaded, and all their lines would count as not covered. */
function filesWithoutCode() {
  const source = join(root, 'server/src');
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => transformSync(readFileSync(path, 'utf8'), { loader: 'ts' }).code.trim() === '')
    .map((path) => relative(root, path).replaceAll('\\', '/'));
}

/**
 * Arguments for c8, before the command whose coverage of server/src is measured. Files that are never loaded also
 * count.
 */
export function c8Arguments() {
  return [
    ...['--all', '--src', 'server/src', '--include', 'server/src/**/*.ts', '--exclude-after-remap'],
    ...filesWithoutCode().flatMap((path) => ['--exclude', path]),
    ...[
      '--reporter',
      'json-summary',
      '--reports-dir',
      reportFolder,
      '--temp-directory',
      join(reportFolder, 'raw'),
    ],
  ];
}

/**
 * Compares the measured coverage with scripts/coverage.json, and raises the minimum there if the coverage is higher.
 * The minimum never decreases. In CI, nothing is written. Throws if the coverage is below the minimum.
 */
export function checkCoverage() {
  const { total } = JSON.parse(readFileSync(join(reportFolder, 'coverage-summary.json'), 'utf8'));
  const minimum = JSON.parse(readFileSync(minimumFile, 'utf8'));
  const raised = {};
  const missed = [];
  for (const [what, least] of Object.entries(minimum)) {
    const { pct } = total[what];
    console.log(`${pct} % of ${what} are covered (at least ${least} %)`);
    if (pct < least)
      missed.push(`Only ${pct} % of ${what} are covered; scripts/coverage.json demands ${least} %.`);
    raised[what] = Math.max(least, roundedDown(pct));
  }
  if (missed.length > 0) throw new Error(missed.join('\n'));
  if (process.env.CI !== undefined || JSON.stringify(raised) === JSON.stringify(minimum)) return;
  writeFileSync(minimumFile, `${JSON.stringify(raised, null, 2)}\n`);
  console.log('scripts/coverage.json demands this from now on: commit it.');
}

/** Rounded to half a percent: property tests use other values each time, and counts of several processes are merged. */
function roundedDown(percent) {
  return Math.floor(percent * 2) / 2;
}
