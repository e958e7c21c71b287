// Runs the language server in a worker, which has a single script and no `require`. The extension appends the files of
// the build to this text (`client/src/worker-text.ts`): each is a function in `files`, by its path below dist/. The last
// line calls `start`.

const files = {};

function start() {
  const modules = new Map();
  const load = (path) => {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(path, module);
    files[path](module.exports, (id) => need(id, path), module);
    return module.exports;
  };
  const need = (id, from) =>
    id.startsWith('.') ? load(new URL(id, `file:///${from}`).pathname.slice(1)) : nodeModules[id];
  const { nodeModules, nodeGlobals } = load('node-modules.js');
  Object.assign(globalThis, nodeGlobals);
  load('worker.js');
  return nodeModules;
}
