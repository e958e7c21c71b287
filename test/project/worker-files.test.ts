import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type WorkerFiles = (files: ReadonlyMap<string, string>) => readonly string[];

/** The modules that a worker has. */
const MODULES = `exports.nodeModules = { 'node:fs': { readFileSync() {} } }; exports.nodeGlobals = {};`;

describe('the files of a worker', () => {
  let workerFiles: WorkerFiles;
  before(async () => {
    const script = pathToFileURL(join(__dirname, '../../scripts/lib/worker-files.mjs')).href;
    ({ workerFiles } = (await import(script)) as { workerFiles: WorkerFiles });
  });

  const filesWith = (chunk: string): ReadonlyMap<string, string> =>
    new Map([
      ['node-modules.js', MODULES],
      ['worker.js', 'const{a:b}=require("./chunks/a.js");b()'],
      ['chunks/a.js', chunk],
      ['chunks/other.js', 'require("node:tty")'],
    ]);

  it('are exactly those that it loads', () => {
    assert.deepEqual(workerFiles(filesWith('const{readFileSync:r}=require("node:fs");exports.a=r')), [
      'node-modules.js',
      'worker.js',
      'chunks/a.js',
    ]);
  });

  it('stop the build if they import a Node module that a worker does not have', () => {
    const wrong = [
      [
        'const { readFileSync: r, writeFileSync: w } = require("node:fs");',
        /node:fs writeFileSync, which chunks\/a\.js/,
      ],
      ['const x=require("node:tty")', /node:tty/],
      ['require("left-pad")', /left-pad/],
    ] as const;
    for (const [chunk, message] of wrong) assert.throws(() => workerFiles(filesWith(chunk)), message);
  });
});
