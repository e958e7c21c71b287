#!/usr/bin/env node
'use strict';
// Starts the command line with code that an earlier run compiled: compiling it again would take longer than checking a
// file. The first run with each Node.js version writes the compiled code next to this file, if it has the permission. The
// cache of another build and a damaged cache are ignored. Node's own cache (module.enableCompileCache) does not exist on
// Node 20 and is slower: on Node 22, `mailtxt check examples` took 0.76 s with this cache, 0.94 s with Node's cache, and
// 1.14 s without a cache.
const { accessSync, constants, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const BUILD = '__BUILD__';
/** Compiled code is for one version of Node.js on one kind of machine. */
const MADE_BY = `${process.version} ${process.versions.v8} ${process.platform} ${process.arch}`;
const CACHE = join(__dirname, `mailtxt-${process.version}-${process.arch}.cache`);

/** By path below dist/: the text of a file, and what V8 made of it. */
const cached = readCache();
const modules = new Map();
const scripts = new Map();

/** `name`: a path below dist/. */
function load(name) {
  const known = modules.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(name, module);
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const filename = `${__dirname}/${name}`;
  const part = cached.get(name);
  const text = part?.text ?? wrap(readFileSync(filename, 'utf8'));
  const script = new Script(text, { filename, cachedData: part?.compiled });
  scripts.set(name, { script, text });
  // Nearly all that modules ask for is in their own folder.
  const need = (id) => {
    if (id.startsWith('./')) return load(folder + id.slice(2));
    return id.startsWith('.') ? load(join(folder, id).replaceAll('\\', '/')) : require(id);
  };
  script.runInThisContext()(module.exports, need, module, filename, join(__dirname, folder));
  return module.exports;
}

function wrap(code) {
  return `(function (exports, require, module, __filename, __dirname) {${code}\n})`;
}

function readCache() {
  const found = new Map();
  try {
    const file = readFileSync(CACHE);
    const start = 4 + file.readUInt32LE(0);
    const { build, by, parts } = JSON.parse(file.toString('utf8', 4, start));
    if (build !== BUILD || by !== MADE_BY) return found;
    // V8 does not check its input, so a truncated part must not reach it.
    const length = parts.reduce((sum, [, ...sizes]) => sum + sizes[0] + sizes[1], start);
    if (file.length !== length) return found;
    let at = start;
    for (const [name, ofText, ofCompiled] of parts) {
      const text = ofText === 0 ? undefined : file.latin1Slice(at, at + ofText);
      at += ofText;
      found.set(name, { text, compiled: file.subarray(at, (at += ofCompiled)) });
    }
  } catch {
    // The command also starts without a cache.
  }
  return found;
}

/**
 * Adds the code that this run compiled to the cache. Other processes may be reading the old cache, or writing theirs.
 */
function writeCache() {
  if ([...scripts.values()].every(({ script }) => script.cachedDataRejected === false)) return;
  const draft = `${CACHE}.${process.pid}.new`;
  try {
    accessSync(__dirname, constants.W_OK);
    for (const [name, { script, text }] of scripts)
      cached.set(name, { text, compiled: script.createCachedData() });
    const parts = [];
    const data = [];
    for (const [name, { text, compiled }] of cached) {
      // A text of characters above 127 is read from its file.
      const kept = Buffer.from(Buffer.byteLength(text ?? '') === text?.length ? text : '', 'latin1');
      parts.push([name, kept.length, compiled.length]);
      data.push(kept, compiled);
    }
    const header = Buffer.from(JSON.stringify({ build: BUILD, by: MADE_BY, parts }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(header.length);
    writeFileSync(draft, Buffer.concat([length, header, ...data]), { flag: 'wx', flush: true });
    renameSync(draft, CACHE);
  } catch {
    // The folder of another user, or a full disk: the next run compiles again.
    try {
      rmSync(draft, { force: true });
    } catch {}
  }
}

if (require.main !== module) {
  module.exports = { load, scripts };
} else {
  // After an internal error, nothing is cached.
  process.on('exit', (status) => status < 2 && writeCache());
  load('cli.js');
}
