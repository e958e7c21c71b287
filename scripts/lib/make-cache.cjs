'use strict';
// Runs `mailtxt check` on the examples and keeps the code that this compiled: dist/mailtxt.cache. The first argument is
// the folder of what is built.
const { renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const dist = process.argv[2];
const { load, scripts, header: about } = require(join(dist, 'mailtxt.js'));
process.argv = [process.argv[0], join(dist, 'mailtxt.js'), 'check', '--fail-on', 'never', 'examples'];
process.on('exit', (status) => {
  if (status !== 0) return;
  const parts = [...scripts].map(([name, script]) => [name, script.createCachedData()]);
  const header = Buffer.from(
    JSON.stringify({ ...about, parts: parts.map(([name, data]) => [name, data.length]) }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const cache = join(dist, 'mailtxt.cache');
  // Somebody may be starting the command just now.
  writeFileSync(`${cache}.new`, Buffer.concat([length, header, ...parts.map(([, data]) => data)]));
  renameSync(`${cache}.new`, cache);
});
load('cli.js');
