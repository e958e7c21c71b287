import path from 'path-browserify';
import * as buffer from './node-buffer.ts';
import * as fs from './node-fs.ts';
import { Buffer, clearImmediate, process, setImmediate } from './node-globals.ts';
import * as missing from './node-missing.ts';

/** The replacements of Node.js modules in a worker. The build fails if one of them lacks an imported name. */
export const nodeModules: Readonly<Record<string, object>> = {
  'node:buffer': buffer,
  'node:fs': fs,
  'node:path': path,
  ...Object.fromEntries(
    ['child_process', 'crypto', 'dgram', 'dns', 'events', 'net', 'os'].map((name) => [
      `node:${name}`,
      missing,
    ]),
  ),
};

/** The replacements of Node.js globals in a worker. */
export const nodeGlobals = { Buffer, clearImmediate, process, setImmediate };
