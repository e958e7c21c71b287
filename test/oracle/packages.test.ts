import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(__dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};

interface Packing {
  packCommand(folder: string): Promise<string>;
  packExtension(path: string): Promise<void>;
}

const script = <T>(name: string): Promise<T> =>
  import(pathToFileURL(join(root, 'scripts', name)).href) as Promise<T>;

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program of a user, who has no other mailtxt than the one that is installed. */
function run(program: string, args: readonly string[], cwd: string): Ended {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((part) => !part.includes('node_modules'));
  return spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PATH: path.join(delimiter), NODE_PATH: '' },
  });
}

function succeeded(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = run(program, args, cwd);
  assert.equal(status, 0, `${program} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** Both packages, as they would be published, in empty folders. What is built is packed: `npm run build` first. */
describe('the packages', function () {
  this.timeout(600_000);
  let scratch = '';
  let packing: Packing;

  before(async () => {
    packing = await script<Packing>('lib/pack.mjs');
    scratch = mkdtempSync(join(tmpdir(), 'mailtxt-packages-'));
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  function emptyProject(name: string): string {
    const folder = join(scratch, name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true });
    return folder;
  }

  function checksItsFolder(folder: string): void {
    const { status, stdout, stderr } = run('npx', ['--no-install', 'mailtxt', 'check', '.'], folder);
    assert.equal(status, 1, stderr);
    assert.match(stdout, /examples\/zones\/db\.example\.net:\d+:\d+: error\[/);
    assert.equal(succeeded('npx', ['--no-install', 'mailtxt', '--version'], folder), `mailtxt ${version}\n`);
    assert.match(
      succeeded('npx', ['--no-install', 'mailtxt', 'rules', 'spf-all-pass'], folder),
      /^# SPF record/,
    );
  }

  it('install the command from its file, which checks, and is a library with types', async () => {
    const folder = emptyProject('from-file');
    const file = await packing.packCommand(scratch);
    const output = succeeded('npm', ['install', '--save-dev', join(scratch, file)], folder);
    assert.doesNotMatch(output, /install-scripts|deprecated/);
    const installed = join(folder, 'node_modules/mailtxt');
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      files.filter((path) => /extension|\.ts$/.test(path) && !/\.d\.m?ts$/.test(path)),
      [],
    );
    assert.ok(statSync(join(scratch, file)).size < 2_100_000);
    // Threads are started from it: without it the command goes on alone.
    assert.ok(existsSync(join(installed, 'dist/check-worker.js')));
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as object;
    for (const key of ['scripts', 'devDependencies', 'contributes', 'main'])
      assert.ok(!(key in manifest), key);
    checksItsFolder(folder);
    // The first run wrote what it compiled.
    assert.ok(existsSync(join(installed, `dist/mailtxt-${process.version}-${process.arch}.cache`)));

    const uses = `const report = checkText('@ TXT "v=spf1 +all"', { origin: 'example.com' });\nconst rule: string | undefined = report.findings[0]?.rule;\nif (rule === undefined) throw new Error();\n`;
    writeFileSync(
      join(folder, 'node.mts'),
      `import { checkFiles, checkText } from 'mailtxt';\nvoid checkFiles(['.']);\n${uses}`,
    );
    writeFileSync(join(folder, 'common.cts'), `import { checkText } from 'mailtxt';\n${uses}`);
    writeFileSync(
      join(folder, 'browser.mts'),
      `import { checkText } from 'mailtxt/browser';\n${uses}// @ts-expect-error\nexport type Inner = typeof import('mailtxt/server');\n`,
    );
    const options = [
      '--strict',
      '--exactOptionalPropertyTypes',
      '--module',
      'nodenext',
      '--target',
      'es2022',
    ];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    succeeded(process.execPath, [tsc, ...options, 'node.mts', 'common.cts', 'browser.mts'], folder);
    for (const name of ['node.mjs', 'common.cjs', 'browser.mjs']) succeeded(process.execPath, [name], folder);
  });

  it('build the command when it is installed from git', function () {
    const source = join(scratch, 'source');
    mkdirSync(source);
    for (const name of succeeded(
      'git',
      ['ls-files', '--cached', '--others', '--exclude-standard'],
      root,
    ).split('\n')) {
      if (name !== '' && existsSync(join(root, name))) cpSync(join(root, name), join(source, name));
    }
    succeeded('git', ['init', '--quiet'], source);
    succeeded('git', ['add', '--all'], source);
    succeeded(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'a'],
      source,
    );
    const folder = emptyProject('from-git');
    const { status, stderr } = run(
      'npm',
      ['install', '--save-dev', `git+${pathToFileURL(source).href}`],
      folder,
    );
    if (status !== 0 && /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT/.test(stderr)) {
      console.log('      the package registry cannot be reached');
      this.skip();
    }
    assert.equal(status, 0, stderr);
    const files = readdirSync(join(folder, 'node_modules/mailtxt'), { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      files.filter((path) => /^(?:client|server|scripts|test)\b|dist.extension/.test(path)),
      [],
    );
    checksItsFolder(folder);
  });

  it('include a small extension that passes the checks of vsce', async () => {
    const path = join(scratch, 'mailtxt.vsix');
    await packing.packExtension(path);
    const { size } = statSync(path);
    assert.ok(size < MAX_VSIX, `${size} bytes`);
  });

  it('include one program for machines without Node', async function () {
    const { buildSea } = await script<{ readonly buildSea: (folder: string) => Promise<string> }>('sea.mjs');
    let program: string;
    try {
      program = await buildSea(join(scratch, 'sea'));
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('cannot hold a program')) throw error;
      console.log(`      ${error.message}`);
      this.skip();
    }
    assert.equal(succeeded(program, ['--version'], scratch), `mailtxt ${version}\n`);
    assert.match(succeeded(program, ['rules', 'spf-all-pass'], scratch), /^# SPF record/);
    const zone = join(root, 'examples/zones/db.example.net');
    const args = ['check', '--format', 'json', zone];
    const expected = run(process.execPath, [join(root, 'dist/mailtxt.js'), ...args], scratch);
    const { status, stdout } = run(program, args, scratch);
    assert.deepEqual([status, stdout], [expected.status, expected.stdout]);
  });

  it('include a container image', function () {
    if (spawnSync('docker', ['version'], { stdio: 'ignore' }).status !== 0) {
      console.log('      docker is not available');
      this.skip();
    }
    succeeded(process.execPath, ['scripts/docker.mjs'], root);
  });

  it('run what the documents show, line by line', async () => {
    const folder = emptyProject('documents');
    succeeded('npm', ['install', '--save-dev', join(scratch, await packing.packCommand(scratch))], folder);
    const pages = ['README.md', 'docs/extension/README.md', 'docs/ci.md', 'docs/api.md'];
    const lines = pages.flatMap((page) =>
      [
        ...readFileSync(join(root, page), 'utf8').matchAll(
          /^ {0,4}(?:\$ )?npx (mailtxt (?:check|records|rules)[^[\]…<>|&#\n]*)$/gm,
        ),
      ].map(([, line = '']) => line.trim()),
    );
    assert.ok(lines.length > 0);
    for (const line of new Set(lines)) {
      const { status, stderr } = run('npx', ['--no-install', ...line.split(/ +/)], folder);
      assert.ok(status === 0 || status === 1, `npx ${line}\n${stderr}`);
    }
  });
});

/**
 * Bytes. Two thirds are the server, which Node and browsers share; the pictures of the walkthrough are a tenth, the extension with the
 * language client a twelfth, the pages of the rules a fourteenth.
 */
const MAX_VSIX = 1_520_000;
