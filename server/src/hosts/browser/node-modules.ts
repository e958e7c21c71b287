import path from 'path-browserify';
import * as buffer from './node-buffer.ts';
import * as fs from './node-fs.ts';
import { Buffer, clearImmediate, process, setImmediate } from './node-globals.ts';
import * as missing from './node-missing.ts';

/** What the language server has in a worker in place of modules of node. The build fails where one lacks a name that is imported. */
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

/** What it has in place of globals of node. */
export const nodeGlobals = { Buffer, clearImmediate, process, setImmediate };
