import { deepStrictEqual, notStrictEqual, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { COMMAND } from './run.ts';

/** What is built, elsewhere, so that its cache of compiled code can be damaged. */
describe('the command, as it is built', () => {
  const root = join(__dirname, '../..');
  let folder: string;
  let cache: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailtxt-built-'));
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    cache = join(folder, 'dist/mailtxt.cache');
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

  it('is started with the code that was compiled ahead', () => {
    const { length } = readFileSync(join(root, 'dist/mailtxt.cache'));
    notStrictEqual(length, 0);
    const code = `
      const { load, scripts } = require(${JSON.stringify(COMMAND)});
      process.argv = [process.argv[0], ${JSON.stringify(COMMAND)}, 'check', 'examples'];
      load('cli.js');
      process.on('exit', () => {
        process.exitCode = [...scripts.values()].every((script) => script.cachedDataRejected === false) ? 0 : 9;
      });`;
    strictEqual(spawnSync(process.execPath, ['-e', code], { cwd: root }).status, 0);
  });

  it('says the same without that code, with a part of it, and with that of another build', () => {
    const whole = readFileSync(cache);
    const right = run();
    strictEqual(right.status, 1);

    rmSync(cache);
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
