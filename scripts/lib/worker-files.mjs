// The files of the build that a worker runs: the same as in Node, with our modules instead of those of Node.
import { posix } from 'node:path';
import { createContext, Script } from 'node:vm';
import { loadedFiles } from './loaded-files.mjs';

/** The modules that `scripts/lib/worker-loader.js` starts with. */
const MODULES = 'node-modules.js';
const WORKER = 'worker.js';

/**
 * @param {ReadonlyMap<string, string>} files the code of each file by its path below dist/
 * @returns {readonly string[]} the paths of those that the worker needs
 * @throws if one of them imports something from Node that a worker does not have
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

/** Runs a file in an environment without Node, and returns its exports. */
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
