// Compares coverage-guided fuzzing with the blind, structure-aware mutations of test/fuzz, in the same CPU time: how
// many characters of server/src does each run, and what fails? The result is in docs/fuzzing.md.
//
//   npm install --no-save @jazzer.js/core@4.0.0     it is not a dependency: see docs/fuzzing.md
//   npx tsx scripts/fuzz-guided.ts zone spf --seconds 600 [--seed S] [--no-corpus]
//
// Both start from the same seeds. Jazzer.js also gets the words of the language as a dictionary. It keeps each input that
// reaches something new; these are run again, as all inputs of the blind run are, in the same code without Jazzer's own
// instrumentation, while V8 notes which blocks run.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { ENTRIES } from '../test/fuzz/entries/index.ts';
import type { FuzzEntry } from '../test/fuzz/entry.ts';
import * as languages from '../test/fuzz/mutate/languages.ts';

const ROOT = path.join(__dirname, '..');
/** The language whose words the mutations of an entry use most. */
const LANGUAGES: Readonly<Record<string, keyof typeof languages>> = {
  zone: 'ZONE',
  'hcl-syntax': 'HCL',
  spf: 'SPF',
  report: 'XML',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    'no-corpus': { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const withCorpus = !values['no-corpus'];

/** The entry as one CommonJS file that both ways of fuzzing load, so that only their choice of inputs differs. */
async function bundled(entry: FuzzEntry, folder: string): Promise<string> {
  const outfile = path.join(folder, 'target.cjs');
  await build({
    stdin: {
      contents: `
        import { appendFileSync } from 'node:fs';
        import { ENTRIES } from './test/fuzz/entries/index.ts';
        import { Inputs } from './test/fuzz/inputs.ts';
        import { signatureOf } from './test/fuzz/failure.ts';
        const entry = ENTRIES.find(({ name }) => name === ${JSON.stringify(entry.name)});
        const known = new Set();
        export const inputs = (seed, withCorpus) => new Inputs(entry, seed, withCorpus);
        export async function check(text) {
          try { await entry.check(text); } catch (fault) {
            const signature = signatureOf(fault);
            if (!known.has(signature)) appendFileSync(process.env.FAILURES, signature + '\\n');
            known.add(signature);
          }
        }
        export const fuzz = (data) => check(data.toString(entry.isBinary ? 'latin1' : 'utf8'));`,
      resolveDir: ROOT,
    },
    plugins: [
      {
        // Seeds are found relative to the folder of their module.
        name: 'folders',
        setup: ({ onLoad }) =>
          onLoad({ filter: /\/test\/.*\.ts$/ }, (file) => {
            const folder = JSON.stringify(path.dirname(file.path));
            return {
              contents: readFileSync(file.path, 'utf8').replaceAll('__dirname', folder),
              loader: 'ts',
            };
          }),
      },
    ],
    external: Object.keys(createRequire(path.join(ROOT, 'x.js'))('./package.json').devDependencies),
    bundle: true,
    platform: 'node',
    outfile,
  });
  return outfile;
}

/** Runs a script with a limit of CPU time, and ends it when the limit is reached. */
function run(script: string, args: readonly string[], folder: string, name: string, limit = ''): string {
  const file = path.join(folder, `${name}.cjs`);
  writeFileSync(file, script);
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', `${limit} exec ${process.execPath} "$@"`, 'bash', file, ...args],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: {
        ...process.env,
        FAILURES: path.join(folder, `${name}.failures`),
        NODE_PATH: process.env.NODE_PATH ?? path.join(ROOT, 'node_modules'),
      },
    },
  );
  writeFileSync(path.join(folder, `${name}.log`), stdout + stderr);
  return stdout;
}

/** Counts the characters of server/src in blocks that V8 ran. `next` is code that returns the inputs one by one. */
const counting = (target: string, next: string): string => `
  const { Session } = require('node:inspector');
  const fs = require('node:fs');
  const session = new Session();
  session.connect();
  const ask = (method, params) => { let got; session.post(method, params, (error, result) => (got = result)); return got; };
  ask('Profiler.enable');
  ask('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  const target = require(${JSON.stringify(target)});
  (async () => {
    ${next}
    const script = ask('Profiler.takePreciseCoverage').result.find(({ url }) => url.endsWith('target.cjs'));
    const text = fs.readFileSync(${JSON.stringify(target)}, 'utf8');
    // Functions come before those within them, and ranges before those within them: what is written last counts.
    const ran = new Uint8Array(text.length);
    for (const { ranges } of script.functions)
      for (const { startOffset, endOffset, count } of ranges) ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
    let reached = 0;
    const modules = [...text.matchAll(/^\\/\\/ (\\S+\\.(?:ts|js|mjs|cjs))$/gm)];
    for (const [at, { 1: name, index }] of modules.entries()) {
      if (!name.startsWith('server/src/')) continue;
      for (let i = index; i < (modules[at + 1]?.index ?? text.length); i++) reached += ran[i];
    }
    console.log(JSON.stringify({ reached }));
    process.exit();
  })();`;

const reachedOf = (output: string): number =>
  (JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as { reached: number }).reached;

const failuresOf = (folder: string, name: string): number => {
  try {
    return readFileSync(path.join(folder, `${name}.failures`), 'utf8')
      .trim()
      .split('\n').length;
  } catch {
    return 0;
  }
};

/** One file per seed for Jazzer.js to start from. */
function writeSeeds(entry: FuzzEntry, folder: string): void {
  mkdirSync(folder);
  for (const [index, seed] of entry.seeds(withCorpus).entries())
    writeFileSync(
      path.join(folder, `seed-${index}`),
      Buffer.from(seed, entry.isBinary === true ? 'latin1' : 'utf8'),
    );
}

function dictionaryOf(entry: FuzzEntry): string {
  const language = languages[LANGUAGES[entry.name] ?? 'ZONE'];
  const quoted = (word: string): string =>
    [...Buffer.from(word)].map((octet) => `\\x${octet.toString(16).padStart(2, '0')}`).join('');
  return language.words
    .filter((word) => word !== '')
    .map((word) => `"${quoted(word)}"\n`)
    .join('');
}

async function compare(entry: FuzzEntry): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), `mailtxt-guided-${entry.name}-`));
  const target = await bundled(entry, folder);
  const [corpus, seeds, dictionary] = ['corpus', 'seeds', 'words.dict'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  mkdirSync(corpus);
  writeSeeds(entry, seeds);
  writeFileSync(dictionary, dictionaryOf(entry));

  const blind = `
    const { writeFileSync } = require('node:fs');
    const target = require(${JSON.stringify(target)});
    (async () => {
      const inputs = target.inputs(${Number(values.seed)}, ${withCorpus});
      for (let index = 0; ; index++) {
        if (index % 20 === 0) {
          const { user, system } = process.cpuUsage();
          if (user + system > ${seconds * 1e6}) return console.log(index);
        }
        await target.check(inputs.at(index));
      }
    })();`;
  const count = Number(run(blind, [], folder, 'blind'));

  const jazzer = `require('@jazzer.js/core/dist/cli.js');`;
  run(
    jazzer,
    [
      target,
      corpus,
      seeds,
      '-i',
      'target.cjs',
      '--disableBugDetectors',
      '.*',
      '--timeout',
      '15000',
      '--',
      `-dict=${dictionary}`,
      '-max_len=12000',
      `-seed=${values.seed}`,
    ],
    folder,
    'guided',
    `ulimit -t ${seconds};`,
  );
  const log = readFileSync(path.join(folder, 'guided.log'), 'utf8');
  const executions = Number([...log.matchAll(/^#(\d+)/gm)].at(-1)?.[1] ?? 0);

  const again = (paths: readonly string[]): string =>
    `for (const folder of ${JSON.stringify(paths)}) for (const file of fs.readdirSync(folder)) await target.fuzz(fs.readFileSync(folder + '/' + file));`;
  const atSeeds = reachedOf(run(counting(target, again([seeds])), [], folder, 'seeds'));
  const byBlind = reachedOf(
    run(
      counting(
        target,
        `const inputs = target.inputs(${Number(values.seed)}, ${withCorpus}); for (let i = 0; i < ${count}; i++) await target.check(inputs.at(i));`,
      ),
      [],
      folder,
      'blind-counted',
    ),
  );
  const byGuided = reachedOf(run(counting(target, again([seeds, corpus])), [], folder, 'guided-counted'));
  const row = [
    entry.name,
    atSeeds,
    count,
    byBlind,
    failuresOf(folder, 'blind'),
    executions,
    byGuided,
    failuresOf(folder, 'guided'),
  ];
  console.log(`| ${row.join(' | ')} |  ${readdirSync(corpus).length} inputs kept in ${folder}`);
}

async function main(): Promise<void> {
  console.log(
    '| Entry | Reached by seeds | Blind: inputs | reached | failures | Jazzer.js: inputs | reached | failures |',
  );
  for (const name of positionals) {
    const entry = ENTRIES.find((one) => one.name === name);
    if (entry === undefined) throw new Error(`There is no entry "${name}".`);
    await compare(entry);
  }
}

void main();
