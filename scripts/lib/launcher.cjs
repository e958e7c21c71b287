#!/usr/bin/env node
'use strict';
// Starts the command line. The code of dist/chunks is compiled once, when it is built (dist/mailtxt.cache): compiling it
// anew would take longer than checking a file. A cache of another build, or of another Node.js, is left aside.
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const BUILD = '__BUILD__';
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

/** Compiled code is for one version of Node.js on one kind of machine. */
function maker() {
  return `${process.version} ${process.versions.v8} ${process.platform} ${process.arch}`;
}

function readCache() {
  const found = new Map();
  try {
    const file = readFileSync(join(__dirname, 'mailtxt.cache'));
    const start = 4 + file.readUInt32LE(0);
    const { build, by, parts } = JSON.parse(file.toString('utf8', 4, start));
    if (build !== BUILD || by !== maker()) return found;
    // V8 trusts what it is given: a part that is cut off must not get to it.
    const length = parts.reduce((sum, [, octets]) => sum + octets, start);
    if (file.length !== length) return found;
    let at = start;
    for (const [name, octets] of parts) found.set(name, file.subarray(at, (at += octets)));
  } catch {
    // Without a cache it starts too.
  }
  return found;
}

if (require.main !== module) module.exports = { load, scripts, header: { build: BUILD, by: maker() } };
else if (compiled.size > 0) load('cli.js');
else require('./cli.js');
