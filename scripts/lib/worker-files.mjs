// What a worker runs of the build: the same files as node, with modules of our own in place of those of node.
import { posix } from 'node:path';
import { createContext, Script } from 'node:vm';
import { loadedFiles } from './loaded-files.mjs';

/** Where `scripts/lib/worker-loader.js` begins. */
const MODULES = 'node-modules.js';
const WORKER = 'worker.js';

/**
 * @param {ReadonlyMap<string, string>} files the code of each file by its path below dist/
 * @returns {readonly string[]} the paths of those that the worker needs
 * @throws where one of them imports from node what a worker does not have
 */
export function workerFiles(files) {
  const paths = loadedFiles([MODULES, WORKER], (path) => files.get(path));
  const { nodeModules } = run(MODULES, files);
  for (const path of paths) {
    for (const [, names = '', id] of files
      .get(path)
      .matchAll(/(?:\{([^{}]*)\}\s*=\s*)?\brequire\("([^."][^"]*)"\)/g)) {
      const module = nodeModules[id];
      const missing = names
        .split(',')
        .map((name) => name.split(':')[0].trim())
        .filter((name) => name !== '' && !(name in (module ?? {})));
      if (module === undefined || missing.length > 0)
        throw new Error(`a worker has nothing for ${[id, ...missing].join(' ')}, which ${path} imports`);
    }
  }
  return paths;
}

/** Runs a file in a world without node, and gives what it exports. */
function run(entry, files) {
  const world = createContext({
    TextDecoder,
    MessageChannel: class {
      port1 = {};
      port2 = {};
    },
  });
  const modules = new Map();
  const load = (path) => {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(path, module);
    const script = new Script(`(function (exports, require, module) {${files.get(path)}\n})`, {
      filename: path,
    });
    script.runInContext(world)(module.exports, (id) => load(posix.join(posix.dirname(path), id)), module);
    return module.exports;
  };
  return load(entry);
}
