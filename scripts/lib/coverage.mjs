import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Report } from 'c8';
import { transformSync } from 'esbuild';
import { root } from './project.mjs';

const minimumFile = join(root, 'scripts/coverage.json');
const folder = join(root, 'dist/coverage');
/** What Node.js writes when a process or a thread ends. */
const raw = join(folder, 'raw');
/** The same, by what ran: files of the source tree, or built programs. */
const ofSources = join(folder, 'sources');
const ofPrograms = join(folder, 'programs');

const source = pathToFileURL(join(root, 'server/src/')).href;
const programs = pathToFileURL(join(root, 'dist/')).href;

/** The environment of a process whose coverage, and that of the processes it starts, is measured. */
export function measuredEnvironment() {
  rmSync(folder, { recursive: true, force: true });
  return { NODE_V8_COVERAGE: raw };
}

/**
 * Compares the measured coverage with scripts/coverage.json, and raises the minimum there if the coverage is higher.
 * The minimum never decreases. In CI, nothing is written. Throws if the coverage is below the minimum.
 */
export async function checkCoverage() {
  sortMeasured();
  const exclude = filesWithoutCode();
  // Files that are never loaded also count.
  const coverage = await coverageOf(ofSources, { exclude, all: true });
  const inPrograms = await coverageOf(ofPrograms, { exclude, excludeAfterRemap: true });
  // Branches of both builds cannot be matched, so each file counts as it runs where more of its lines run.
  const linesIn = (map, path) => map.data[path]?.toSummary().lines.covered ?? 0;
  const isOfProgram = (path) => linesIn(inPrograms, path) > linesIn(coverage, path);
  const paths = coverage.files().filter(isOfProgram);
  coverage.filter((path) => !paths.includes(path));
  for (const path of paths) coverage.addFileCoverage(inPrograms.fileCoverageFor(path));
  writeFileSync(join(folder, 'uncovered.txt'), uncoveredIn(coverage));
  compareWithMinimum(coverage.getCoverageSummary());
}

function compareWithMinimum(total) {
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
  if (missed.length > 0) throw new Error([...missed, 'See dist/coverage/uncovered.txt.'].join('\n'));
  if (process.env.CI !== undefined || JSON.stringify(raised) === JSON.stringify(minimum)) return;
  writeFileSync(minimumFile, `${JSON.stringify(raised, null, 2)}\n`);
  console.log('scripts/coverage.json demands this from now on: commit it.');
}

/**
 * Splits what was measured by what ran, without other scripts. Programs get their source maps, which are not in the
 * programs, because Node.js would repeat them in the coverage of each of a thousand processes.
 */
function sortMeasured() {
  for (const path of [ofSources, ofPrograms]) mkdirSync(path, { recursive: true });
  const maps = {};
  for (const name of readdirSync(raw)) {
    const { result, 'source-map-cache': known = {} } = JSON.parse(readFileSync(join(raw, name), 'utf8'));
    const inSources = result.filter(({ url }) => url.startsWith(source));
    if (inSources.length > 0) {
      const theirMaps = Object.fromEntries(Object.entries(known).filter(([url]) => url.startsWith(source)));
      write(ofSources, name, inSources, theirMaps);
    }
    const inPrograms = result.filter(
      ({ url }) => url.startsWith(programs) && existsSync(fileURLToPath(`${url}.map`)),
    );
    if (inPrograms.length === 0) continue;
    for (const { url } of inPrograms)
      maps[url] ??= { data: JSON.parse(readFileSync(fileURLToPath(`${url}.map`), 'utf8')) };
    write(ofPrograms, name, inPrograms, {});
  }
  write(ofPrograms, 'source-maps.json', [], maps);
}

function write(where, name, result, maps) {
  writeFileSync(join(where, name), JSON.stringify({ result, 'source-map-cache': maps }));
}

function coverageOf(tempDirectory, options) {
  return Report({
    tempDirectory,
    include: ['server/src/**/*.ts'],
    extension: ['.ts'],
    resolve: '',
    src: [join(root, 'server/src')],
    omitRelative: true,
    excludeNodeModules: true,
    // All of it would take several gigabytes of memory.
    mergeAsync: true,
    ...options,
  }).getCoverageMapFromAllCoverageFiles();
}

/** Files that contain only types: they are never loaded, and all their lines would count as not covered. */
function filesWithoutCode() {
  return readdirSync(join(root, 'server/src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => transformSync(readFileSync(path, 'utf8'), { loader: 'ts' }).code.trim() === '')
    .map(relativeToRoot);
}

/** `LINES BRANCHES PATH: LINE …`, with the numbers of uncovered lines and branches; most lines first. */
function uncoveredIn(coverage) {
  return coverage
    .files()
    .map((path) => {
      const file = coverage.fileCoverageFor(path);
      const { lines, branches } = file.toSummary();
      return { path, numbers: file.getUncoveredLines(), branches: branches.total - branches.covered, lines };
    })
    .filter(({ numbers, branches }) => numbers.length + branches > 0)
    .sort((a, b) => b.numbers.length - a.numbers.length || b.branches - a.branches)
    .map(({ path, numbers, branches }) =>
      `${numbers.length} ${branches} ${relativeToRoot(path)}: ${numbers.join(' ')}`.trimEnd(),
    )
    .join('\n');
}

const relativeToRoot = (path) => relative(root, path).replaceAll('\\', '/');

/** Rounded to half a percent, with room for property tests, which use other values each time. */
function roundedDown(percent) {
  return Math.floor((percent - 0.2) * 2) / 2;
}
