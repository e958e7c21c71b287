// Mutation testing with Stryker: how many small changes of the code (mutants) some test notices.
//
//   npm run mutation                              parsers and evaluators of policies: server/src/email without explanations
//   npm run mutation -- --rules 20 [--seed S]     the checks of 20 rules, chosen by the seed, without ids and messages
//   npm run mutation -- FILE…                     these files or patterns, with the tests of the policies
//   --tests PATTERN                               the tests that are run; test/email/**/*.test.ts, or the fast ones of rules
//   --jobs N                                      processes at a time; 2
//   --into DIR                                    where the results are written; dist/mutation
//   --again                                       after a run into the same folder: only mutants that no test noticed, or whose
//                                                 file or tests are different by now
//
// The score and what it took are in docs/testing.md. survivors.txt lists the mutants that no test noticed, report.json all
// of them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import './lib/resolve-cjs.cjs';
import { root } from './lib/project.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rules: { type: 'string' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', multiple: true },
    jobs: { type: 'string', default: '2' },
    into: { type: 'string', default: 'dist/mutation' },
    again: { type: 'boolean', default: false },
  },
});

/**
 * Property tests run only a few cases: mutants that one case in a thousand notices are rare, and each case runs for
 * thousands of mutants.
 */
process.env.MAILTXT_RUNS ??= '0.02';
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --require ${join(root, 'scripts/lib/resolve-cjs.cjs')}`;
// Mutants are created in a copy of the project, which has no corpus next to it.
process.env.MAILTXT_CORPUS ??= join(root, '../shared/corpus');

/** The tests that run rules on small zones. The others run all of them on variants of every example, and take minutes. */
const SLOW = 'conditional|fix*|in-terraform|needs|repaired|reviewed*|serial|terraform-vs-zone';
const RULE_TESTS = [`test/rules/!(${SLOW}).test.ts`, 'test/email/*/rules.test.ts'];

const isRules = values.rules !== undefined;
const results = join(values.into, 'incremental.json');
if (values.again) forgetSurvivors(resolve(root, results));
const mutate = isRules ? sampleOfRules(Number(values.rules), Number(values.seed)) : positionals;
const stryker = new Stryker({
  mutate:
    mutate.length > 0
      ? mutate
      : ['server/src/email/**/*.ts', '!server/src/email/**/{explain*,*explanations}.ts'],
  testRunner: 'mocha',
  plugins: ['@stryker-mutator/mocha-runner'],
  mochaOptions: { spec: values.tests ?? (isRules ? RULE_TESTS : ['test/email/**/*.test.ts']) },
  // Each mutant runs the tests that reach it, and stops at the first failure.
  coverageAnalysis: 'perTest',
  // Ids and messages exist before a test begins, so that each needs a new process and all tests.
  ignoreStatic: isRules,
  concurrency: Number(values.jobs),
  // A mutant may cause an endless loop.
  timeoutMS: 10_000,
  timeoutFactor: 4,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { reportTests: false, reportMutants: false, allowColor: false },
  // Each run writes the file; only `--again` reads it.
  incremental: true,
  incrementalFile: results,
  force: !values.again,
  jsonReporter: { fileName: join(values.into, 'report.json') },
  ignorePatterns: ['dist', '.vscode-test', 'docs', 'client', '.stryker-tmp'],
});
const mutants = await stryker.runMutationTest();
const survivors = mutants
  .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  .map(({ fileName, location, mutatorName, replacement = '' }) => {
    const { line, column } = location.start;
    const change = changeOf(textAt(fileName, location), replacement);
    return `${relative(root, fileName)}:${line}:${column} ${mutatorName}: ${change}`;
  })
  .sort();
const list = resolve(root, values.into, 'survivors.txt');
writeFileSync(list, survivors.map((line) => `${line}\n`).join(''));
console.log(`${survivors.length} of ${mutants.length} mutants survived: ${relative(root, list)}`);

/** Stryker would keep the result of a constant, because it does not know which tests use it. */
function forgetSurvivors(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  for (const source of Object.values(report.files)) {
    source.mutants = source.mutants.filter(({ status }) => status !== 'Survived' && status !== 'NoCoverage');
  }
  writeFileSync(file, JSON.stringify(report));
}

/** The text there. The file may have changed since the run began. */
function textAt(file, { start, end }) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  return lines.join('\n').slice(start.column - 1);
}

/** The replacement from a little before the first character that is different: the end of a long pattern may be all of it. */
function changeOf(original, replacement) {
  let same = 0;
  while (same < replacement.length && original[same] === replacement[same]) same++;
  const from = same < 60 ? 0 : same - 20;
  return `${from > 0 ? '…' : ''}${replacement.slice(from, from + 100).replaceAll(/\s+/g, ' ')}`;
}

/** Rule files without tables, the same files for the same seed. */
function sampleOfRules(count, seed) {
  const folder = 'server/src/rules';
  const files = readdirSync(join(root, folder), { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^[^/]+\/.*\.ts$/.test(file))
    .sort();
  let state = seed;
  const chosen = [];
  while (chosen.length < count && files.length > 0) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    chosen.push(...files.splice(Math.floor((state / 2 ** 32) * files.length), 1));
  }
  return chosen.map((file) => `${folder}/${file}`);
}
