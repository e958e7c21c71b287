import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** What is built, elsewhere, so that its cache of compiled code can be damaged. */
describe('the built command', () => {
  const root = join(__dirname, '../..');
  let folder: string;
  let cache: string;
  let dist: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailtxt-built-'));
    dist = join(folder, 'dist');
    cpSync(join(root, 'dist'), dist, { recursive: true });
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    cpSync(join(root, 'docs/rules'), join(folder, 'docs/rules'), { recursive: true });
    cache = join(dist, `mailtxt-${process.version}-${process.arch}.cache`);
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function run(): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(folder, 'dist/mailtxt.js'), 'check', 'examples'],
      { cwd: root, encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  }

  /** How many of the scripts that a check runs were compiled before. */
  function compiledBefore(): { readonly known: number; readonly all: number } {
    const code = `
      const { load, scripts } = require(${JSON.stringify(join(dist, 'mailtxt.js'))});
      process.argv = [process.argv[0], ${JSON.stringify(join(dist, 'mailtxt.js'))}, 'check', 'examples'];
      load('cli.js');
      process.on('exit', () => {
        const all = [...scripts.values()];
        const known = all.filter(({ script }) => script.cachedDataRejected === false).length;
        require('node:fs').writeSync(2, JSON.stringify({ known, all: all.length }));
      });`;
    const { stderr } = spawnSync(process.execPath, ['-e', code], { cwd: root, encoding: 'utf8' });
    return JSON.parse(stderr) as { known: number; all: number };
  }

  const caches = (): readonly string[] => readdirSync(dist).filter((name) => name.includes('.cache'));

  it('stores what its first run compiled, and adds what later runs compile', () => {
    rmSync(cache, { force: true });
    spawnSync(process.execPath, [join(dist, 'mailtxt.js'), '--version']);
    const afterVersion = statSync(cache).size;
    const before = compiledBefore();
    ok(before.known > 0 && before.known < before.all, JSON.stringify(before));
    run();
    const after = compiledBefore();
    strictEqual(after.known, after.all);
    ok(statSync(cache).size > afterVersion);
    // Nothing is written where nothing was compiled, and no draft is left.
    const { mtimeMs } = statSync(cache);
    run();
    strictEqual(statSync(cache).mtimeMs, mtimeMs);
    deepStrictEqual(caches(), [basename(cache)]);
  });

  it('writes no cache after a failed run', () => {
    rmSync(cache, { force: true });
    strictEqual(
      spawnSync(process.execPath, [join(dist, 'mailtxt.js'), 'check', '--no-such-option']).status,
      2,
    );
    deepStrictEqual(caches(), []);
  });

  it('starts from a read-only folder', function () {
    if (process.getuid?.() === 0 || process.platform === 'win32') this.skip();
    rmSync(cache, { force: true });
    chmodSync(dist, 0o555);
    try {
      strictEqual(run().status, 1);
      deepStrictEqual(caches(), []);
    } finally {
      chmodSync(dist, 0o755);
    }
  });

  it('runs with a cache that cannot be written', () => {
    rmSync(cache, { force: true });
    mkdirSync(cache);
    strictEqual(run().status, 1);
    deepStrictEqual(caches(), [basename(cache)]);
    rmSync(cache, { recursive: true });
  });

  it('has the same output without that code, with a part of it, and with that of another build', () => {
    rmSync(cache, { force: true });
    const right = run();
    strictEqual(right.status, 1);
    const whole = readFileSync(cache);
    deepStrictEqual(run(), right);
    for (const damaged of [
      Buffer.alloc(0),
      Buffer.from('no cache at all'),
      whole.subarray(0, 3000),
      whole.subarray(0, whole.length >> 1),
      Buffer.from(whole.toString('latin1').replace(/"build":"../, '"build":"??'), 'latin1'),
      Buffer.from(whole.toString('latin1').replace(/"by":"v../, '"by":"v00'), 'latin1'),
      Buffer.concat([whole, Buffer.alloc(8)]),
    ]) {
      writeFileSync(cache, damaged);
      deepStrictEqual(run(), right);
    }
  });
});
