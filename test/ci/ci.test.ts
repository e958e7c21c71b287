import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

import { CHECK_FORMATS } from '../../server/src/hosts/cli/options.ts';
import { COMMAND, folderWith, removeFolders } from '../cli/run.ts';

const ROOT = join(__dirname, '../..');
const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
const HEAD =
  '$ORIGIN example.com.\n$TTL 3600\n@ SOA ns hostmaster 1 7200 3600 1209600 3600\n@ NS ns.example.net.\n';
const BAD = `${HEAD}@ TXT "v=spf1 mx +all"\n`;
const CLEAN = `${HEAD}@ TXT "v=spf1 -all"\n`;

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** A folder of programs: npm and npx, which write down how they are called and install the command that was built. */
function programs(): { readonly path: string; readonly calls: () => readonly string[] } {
  const folder = folderWith({});
  const log = join(folder, 'log');
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}`);
    chmodSync(join(folder, name), 0o755);
  };
  const record = `for one in "$@"; do printf '%s ' "$one" >> '${log}'; done; echo >> '${log}'\n`;
  write(
    'npm',
    `${record}while [ "$1" != --prefix ]; do shift; done\nmkdir -p "$2/node_modules/.bin"\nln -s '${COMMAND}' "$2/node_modules/.bin/mailtxt"\n`,
  );
  write(
    'npx',
    `${record}while [ "$1" != check ] && [ "$1" != merge ]; do shift; done\nexec '${process.execPath}' '${COMMAND}' "$@"\n`,
  );
  return {
    path: [folder, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []),
  };
}

interface Shell {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function shell(program: string, script: string, cwd: string, env: Readonly<Record<string, string>>): Shell {
  const quiet = program === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
  const run = spawnSync(program, [...quiet, '-c', script], { cwd, encoding: 'utf8', env });
  if (run.error !== undefined) throw run.error;
  return run;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly run?: string;
      readonly shell?: string;
      readonly uses?: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly with?: Readonly<Record<string, string>>;
    }[];
  };
}

const action = parse(read('action.yml')) as Action;
const [check] = action.runs.steps;

/** What the runner does with the first step: it fills the inputs in, and runs the script. */
function runAction(
  cwd: string,
  given: Readonly<Record<string, string>>,
  extra: Readonly<Record<string, string>> = {},
): Shell & {
  readonly output: string;
  readonly summary: string;
  readonly calls: readonly string[];
} {
  const temp = folderWith({});
  const { path, calls } = programs();
  const inputs = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: value }]) => [name, given[name] ?? value]),
  );
  const env = Object.fromEntries(
    Object.entries(check?.env ?? {}).map(([name, value]) => [
      name,
      value.replace(
        /\$\{\{ inputs\.([\w-]+) \}\}/,
        (_, input: string) => inputs[input] ?? assert.fail(input),
      ),
    ]),
  );
  const run = shell('bash', check?.run ?? '', cwd, {
    PATH: path,
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_OUTPUT: join(temp, 'output'),
    GITHUB_STEP_SUMMARY: join(temp, 'summary'),
    RUNNER_TEMP: temp,
    CI: 'true',
    ...env,
    ...extra,
  });
  const written = (name: string): string =>
    existsSync(join(temp, name)) ? readFileSync(join(temp, name), 'utf8') : '';
  return { ...run, output: written('output'), summary: written('summary'), calls: calls() };
}

describe('the GitHub action', () => {
  after(removeFolders);

  it('installs the pinned version, annotates, writes SARIF and a summary, and fails for findings', () => {
    const run = runAction(folderWith({ 'a.zone': BAD }), {});
    assert.equal(run.status, 1, run.stderr);
    assert.match(
      run.calls[0] ?? '',
      new RegExp(`^install --prefix \\S+ --ignore-scripts .*mailtxt@${VERSION}$`),
    );
    assert.match(run.stdout, /^::error file=a\.zone,line=5,.*title=spf-all-pass::/m);
    assert.match(run.summary, /^\*\*mailtxt\*\*: \d+ error/);
    const sarif = /^sarif-file=(.+)$/m.exec(run.output)?.[1];
    assert.ok(sarif);
    assert.equal((JSON.parse(readFileSync(sarif, 'utf8')) as { version: string }).version, '2.1.0');
    assert.match(run.output, /^exit-status=1$/m);
  });

  it('passes for clean files, and has the inputs reach the command', () => {
    const cwd = folderWith({ 'a b/x.zone': CLEAN, 'c.zone': BAD, 'x.json': '{}' });
    const clean = runAction(cwd, {
      paths: 'a b\n\n',
      config: 'x.json',
      arguments: '--quiet\r\n--rule\nspf-all-pass=off',
    });
    assert.deepEqual([clean.status, clean.stderr], [0, '']);
    assert.match(clean.output, /^exit-status=0$/m);
    assert.equal(runAction(cwd, { 'fail-on': 'never' }).status, 0);
    const wrong = runAction(cwd, { changed: 'main' });
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /--changed: the current folder is not in a git repository/);
    assert.doesNotMatch(wrong.output, /sarif-file/);
  });

  it('runs no command that an input holds', () => {
    const cwd = folderWith({ 'a.zone': CLEAN });
    const evil = `$(touch ran)\`touch ran\`"; touch ran; '\n-x; touch ran`;
    for (const name of Object.keys(action.inputs)) {
      const run = runAction(cwd, { [name]: evil });
      assert.equal(existsSync(join(cwd, 'ran')), false, name);
      if (name !== 'upload-sarif') assert.notEqual(run.status, 0, name);
    }
    for (const version of ['latest', '1', '../x', '0.1.0 --registry=x', 'npm:other@1.0.0'])
      assert.match(runAction(cwd, { version }).stdout, /^::error title=mailtxt::The input "version"/);
    for (const { run } of action.runs.steps) assert.doesNotMatch(run ?? '', /\$\{\{/);
  });

  it('has the version of this package, and no input that the step does not use', () => {
    assert.equal(String(action.inputs['version']?.default), VERSION);
    assert.equal(action.runs.using, 'composite');
    for (const step of action.runs.steps) assert.ok(step.run === undefined || step.shell === 'bash');
    const used = read('action.yml')
      .match(/inputs\.[\w-]+/g)
      ?.map((name) => name.slice('inputs.'.length));
    assert.deepEqual([...new Set(used)].sort(), Object.keys(action.inputs).sort());
    for (const { value } of Object.values(action.outputs))
      assert.ok(read('ci/action.sh').includes(`${/outputs\.([\w-]+)/.exec(value)?.[1] ?? '-'}=`));
  });

  it('reports that there is no Node', () => {
    const bash = spawnSync('which', ['bash'], { encoding: 'utf8' }).stdout.trim();
    const bin = folderWith({});
    writeFileSync(join(bin, 'bash'), `#!/bin/sh\nexec ${bash} "$@"\n`);
    chmodSync(join(bin, 'bash'), 0o755);
    const run = spawnSync(bash, [join(ROOT, 'ci/action.sh')], {
      encoding: 'utf8',
      env: { PATH: bin, INPUT_VERSION: VERSION },
    });
    assert.equal(run.status, 2);
    assert.match(run.stdout, /Node\.js was not found/);
  });
});

describe('the GitLab component', () => {
  after(removeFolders);

  const [spec, jobs] = parseAllDocuments(read('templates/check.yml')).map((one) => one.toJS() as unknown) as [
    { readonly spec: { readonly inputs: Readonly<Record<string, { readonly default: string }>> } },
    Readonly<
      Record<
        string,
        {
          variables: Record<string, string | { value: string; expand: boolean }>;
          script: readonly string[];
          artifacts: { reports: Record<string, string> };
        }
      >
    >,
  ];
  const { inputs } = spec.spec;
  const job = jobs['$[[ inputs.job-name ]]'];
  assert.ok(job);

  function runJob(
    cwd: string,
    given: Readonly<Record<string, string>>,
  ): Shell & { readonly calls: readonly string[] } {
    const { path, calls } = programs();
    const env: Record<string, string> = { PATH: path, CI: 'true' };
    for (const [name, variable] of Object.entries(job?.variables ?? {})) {
      const value = typeof variable === 'string' ? variable : variable.value;
      env[name] = value.replace(
        /\$\[\[ inputs\.([\w-]+) \]\]/g,
        (_, input: string) => given[input] ?? inputs[input]?.default ?? assert.fail(input),
      );
    }
    return { ...shell('sh', (job?.script ?? []).join('\n'), cwd, env), calls: calls() };
  }

  it('checks, and writes the reports that it names', () => {
    const cwd = folderWith({ 'a.zone': BAD });
    const run = runJob(cwd, {});
    assert.equal(run.status, 1, run.stderr);
    assert.match(run.stdout, /error\[spf-all-pass\]/);
    assert.match(run.calls[0] ?? '', new RegExp(`^--yes mailtxt@${VERSION} check `));
    const { codequality = '', junit = '' } = job.artifacts.reports;
    assert.ok((JSON.parse(readFileSync(join(cwd, codequality), 'utf8')) as unknown[]).length > 0);
    assert.match(readFileSync(join(cwd, junit), 'utf8'), /^<\?xml/);
    assert.equal(runJob(cwd, { 'fail-on': 'never' }).status, 0);
    assert.equal(runJob(folderWith({ 'a b/x.zone': CLEAN, 'c.zone': BAD }), { paths: 'a b' }).status, 0);
  });

  it('runs no command that an input holds, and fills none into the script', () => {
    const cwd = folderWith({ 'a.zone': CLEAN });
    for (const name of ['paths', 'changed', 'baseline', 'fail-on'])
      assert.notEqual(runJob(cwd, { [name]: '$(touch ran)`touch ran`"; touch ran; *' }).status, 0, name);
    // GitLab itself refuses what is not a version.
    runJob(cwd, { version: '$(touch ran)' });
    assert.equal(existsSync(join(cwd, 'ran')), false);
    assert.doesNotMatch(job.script.join('\n'), /\$\[\[/);
    for (const variable of Object.values(job.variables))
      assert.ok(typeof variable === 'string' || !variable.expand);
    assert.equal(inputs['version']?.default, VERSION);
  });
});

interface Hook {
  readonly id: string;
  readonly name: string;
  readonly entry: string;
  readonly language: string;
  readonly files?: string;
  readonly types?: readonly string[];
  readonly pass_filenames?: boolean;
}

describe('the hooks of pre-commit', () => {
  after(removeFolders);

  const hooks = parse(read('.pre-commit-hooks.yaml')) as readonly Hook[];
  const NAMES = [
    'a.zone',
    'x/b.dns',
    'main.tf',
    'dns.tf.json',
    'db.example.com',
    'db.192.0.2',
    'terragrunt.hcl',
    'mta-sts.txt',
  ];
  const OTHERS = [
    'db.js',
    'db.ts',
    'README.md',
    'nomad.hcl',
    'azone',
    'package.json',
    'src/db.rs',
    'mydb.example.txt',
  ];

  it('have the fields that pre-commit needs, and an entry that the package installs', () => {
    assert.deepEqual(
      hooks.map(({ id }) => id),
      ['mailtxt', 'mailtxt-workspace'],
    );
    for (const { name, entry, language } of hooks) {
      assert.notEqual(name, '');
      assert.equal(language, 'node');
      assert.match(entry, /^mailtxt check( --[a-z-]+)*$/);
    }
    assert.ok('mailtxt' in (JSON.parse(read('package.json')) as { bin: object }).bin);
  });

  it('are run for zone files and Terraform files, and not for others', () => {
    // Python's verbose expressions ignore whitespace.
    const pattern = new RegExp((hooks[0]?.files ?? '').replace('(?x)', '').replace(/\s/g, ''));
    assert.deepEqual(
      NAMES.filter((name) => !pattern.test(name)),
      [],
    );
    assert.deepEqual(
      OTHERS.filter((name) => pattern.test(name)),
      [],
    );
  });

  it('check the files that they are given', () => {
    const files = {
      'a.zone': BAD,
      'main.tf': 'locals {}\n',
      'mta-sts.txt': 'version: STSv1\nmode: none\nmax_age: 86400\n',
      'terragrunt.hcl': '',
    };
    const cwd = folderWith(files);
    for (const { entry, pass_filenames } of hooks) {
      const args = [...entry.split(' ').slice(1), ...(pass_filenames === false ? [] : Object.keys(files))];
      const run = spawnSync(process.execPath, [COMMAND, ...args], { cwd, encoding: 'utf8', env: {} });
      assert.deepEqual([run.status, run.stderr], [1, '']);
    }
  });

  it("are run by pre-commit's own runner", function () {
    if (spawnSync('pre-commit', ['--version']).error !== undefined) this.skip();
    const git = (cwd: string, ...args: readonly string[]): void => {
      assert.equal(spawnSync('git', args, { cwd }).status, 0);
    };
    const manifest = spawnSync('pre-commit', ['validate-manifest', join(ROOT, '.pre-commit-hooks.yaml')]);
    assert.equal(manifest.status, 0, manifest.stdout.toString());
    // The command that was built takes the place of the one that pre-commit would install.
    const local = hooks.map((hook) => ({
      ...hook,
      language: 'system',
      entry: hook.entry.replace('mailtxt', `'${process.execPath}' '${COMMAND}'`),
    }));
    const cwd = folderWith({
      'a.zone': BAD,
      'README.md': '# x\n',
      '.pre-commit-config.yaml': JSON.stringify({ repos: [{ repo: 'local', hooks: local }] }),
    });
    git(cwd, 'init', '-q');
    git(cwd, 'add', '.');
    const run = (): Shell => {
      const env = { ...process.env, PRE_COMMIT_HOME: folderWith({}) };
      return spawnSync('pre-commit', ['run', '--all-files'], { cwd, encoding: 'utf8', env });
    };
    const bad = run();
    assert.equal(bad.status, 1, bad.stdout + bad.stderr);
    assert.equal(bad.stdout.match(/error\[spf-all-pass\]/g)?.length, 2);
    writeFileSync(join(cwd, 'a.zone'), CLEAN);
    git(cwd, 'add', '.');
    assert.equal(run().status, 0);
  });
});

describe('docs/ci.md', () => {
  after(removeFolders);

  const page = read('docs/ci.md');
  const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
  /** Each command in it, without what the system around it fills in. */
  const commands = blocks
    .flatMap(({ text }) => [...text.matchAll(/npx [^'\n]*/g)].map(([command]) => command))
    .map((command) => command.replace('{staged_files}', 'zones/a.zone').replaceAll('origin/main', 'main'));

  it('has examples that can be read', () => {
    assert.ok(blocks.length > 12);
    for (const { language, text } of blocks) {
      if (language === 'yaml') assert.doesNotThrow(() => void parse(text));
      else if (language === 'json') assert.doesNotThrow(() => void JSON.parse(text));
    }
  });

  it('has commands that do what it says', function () {
    if (spawnSync('git', ['--version']).error !== undefined) this.skip();
    const cwd = folderWith({ 'zones/a.zone': CLEAN });
    const run = (...args: readonly string[]): void => {
      const all = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args];
      assert.equal(spawnSync('git', all, { cwd }).status, 0);
    };
    run('init', '-q', '-b', 'main');
    run('add', '.');
    run('-c', 'commit.gpgsign=false', 'commit', '-q', '-m', 'x');
    assert.ok(commands.length >= 9);
    for (const command of commands) {
      const { path, calls } = programs();
      const result = shell('sh', command, cwd, { PATH: path, CI: 'true' });
      assert.equal(result.status, 0, `${command}\n${result.stderr}`);
      assert.match(calls()[0] ?? '', new RegExp(`mailtxt@${VERSION} (?:check|merge)`));
      for (const [, file = ''] of command.matchAll(/--(?:output-file|write-baseline) (\S+)/g))
        assert.ok(existsSync(join(cwd, file)), `${command} wrote ${file}`);
    }
  });

  it('names inputs and hooks that there are, and the formats', () => {
    for (const name of Object.keys(action.inputs))
      assert.ok(page.includes(`\`${name}\``) || page.includes(`${name}:`), name);
    for (const hook of parse(read('.pre-commit-hooks.yaml')) as readonly Hook[])
      assert.ok(page.includes(`\`${hook.id}\``));
    for (const format of CHECK_FORMATS) assert.match(page, new RegExp(`^\\| \`${format}\` \\|`, 'm'));
  });
});
