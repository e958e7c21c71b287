#!/usr/bin/env node
'use strict';
// Starts the command line with code that an earlier run compiled: compiling it again would take longer than checking a
// file. The first run of each Node.js version writes what it compiled beside this file, where it may. A cache of another
// build, or a damaged one, is ignored. Node's own cache (module.enableCompileCache) does not exist on Node 20 and is slower:
// on Node 22 `mailtxt check examples` took 0.76 s with this cache, 0.94 s with that one, and 1.14 s without any.
const { accessSync, constants, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const BUILD = '__BUILD__';
/** Compiled code is for one version of Node.js on one kind of machine. */
const MADE_BY = `${process.version} ${process.versions.v8} ${process.platform} ${process.arch}`;
const CACHE = join(__dirname, `mailtxt-${process.version}-${process.arch}.cache`);

const compiled = readCache();
const modules = new Map();
const scripts = new Map();

/** `name`: a path below dist/. */
function load(name) {
  const known = modules.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(name, module);
  const filename = join(__dirname, name);
  const code = readFileSync(filename, 'utf8');
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
    filename,
    cachedData: compiled.get(name),
  });
  scripts.set(name, script);
  const need = (id) =>
    id.startsWith('.') ? load(join(dirname(name), id).replaceAll('\\', '/')) : require(id);
  script.runInThisContext()(module.exports, need, module, filename, dirname(filename));
  return module.exports;
}

function readCache() {
  const found = new Map();
  try {
    const file = readFileSync(CACHE);
    const start = 4 + file.readUInt32LE(0);
    const { build, by, parts } = JSON.parse(file.toString('utf8', 4, start));
    if (build !== BUILD || by !== MADE_BY) return found;
    // V8 trusts what it is given: a truncated part must not reach it.
    const length = parts.reduce((sum, [, octets]) => sum + octets, start);
    if (file.length !== length) return found;
    let at = start;
    for (const [name, octets] of parts) found.set(name, file.subarray(at, (at += octets)));
  } catch {
    // It also starts without a cache.
  }
  return found;
}

/** Adds what this run compiled to the cache. Other processes may be reading the old one, or writing theirs. */
function writeCache() {
  if ([...scripts.values()].every(({ cachedDataRejected }) => cachedDataRejected === false)) return;
  const draft = `${CACHE}.${process.pid}.new`;
  try {
    accessSync(__dirname, constants.W_OK);
    for (const [name, script] of scripts) compiled.set(name, script.createCachedData());
    const parts = [...compiled].map(([name, data]) => [name, data.length]);
    const header = Buffer.from(JSON.stringify({ build: BUILD, by: MADE_BY, parts }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(header.length);
    writeFileSync(draft, Buffer.concat([length, header, ...compiled.values()]), { flag: 'wx', flush: true });
    renameSync(draft, CACHE);
  } catch {
    // A folder of another user, a full disk: the next run compiles again.
    try {
      rmSync(draft, { force: true });
    } catch {}
  }
}

if (require.main !== module) {
  module.exports = { load, scripts };
} else {
  // After a fault of mailtxt itself nothing is kept.
  process.on('exit', (status) => status < 2 && writeCache());
  load('cli.js');
}
