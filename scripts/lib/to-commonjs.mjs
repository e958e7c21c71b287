/** Wraps a dynamic import that loads the module synchronously. */
export const AT_ONCE = '__atOnce';

/**
 * Converts a chunk that esbuild wrote as an ECMAScript module to CommonJS. The conversion of esbuild reads an imported
 * name through a getter at each use, which takes a tenth of a long run. No chunk imports itself in a cycle, and none
 * exports a name that it sets later, so names can be constants.
 */
export function toCommonJs(chunk) {
  const script = chunk
    .replace(/^import \{([^}]*)\} from ("[^"]+");$/gm, (_, names, from) => {
      return `const {${names.replace(/(\S+) as ([^\s,]+)/g, '$1: $2')}} = require(${from});`;
    })
    .replace(/^import ("[^"]+");$/gm, 'require($1);')
    .replace(/^export \{([^}]*)\};$/gm, (_, names) => {
      for (const item of names.split(',')) demandDefinition(chunk, item.trim().split(' as ')[0]);
      return `module.exports = {${names.replace(/(\S+) as ([^\s,]+)/g, '$2: $1')}};`;
    })
    .replace(new RegExp(`${AT_ONCE}\\(import\\(("\\.[^"]*")\\)\\)`, 'g'), 'require($1)')
    .replace(/\bimport\(("(?:\.|node:)[^"]*")\)/g, 'Promise.resolve().then(() => require($1))');
  const left = /^(?:import|export)\b.*|\bimport\("\..*/m.exec(script);
  if (left !== null) throw new Error(`a module's "${left[0]}" cannot be turned into CommonJS`);
  return script;
}

function demandDefinition(chunk, name) {
  const quoted = name.replaceAll('$', '\\$');
  const definition = new RegExp(
    `^(?:async )?(?:(?:function\\*?|class) ${quoted}(?![\\w$])|(?:var|let|const) ${quoted} =|import \\{[^}]* ${quoted}[,\\s])`,
    'm',
  );
  if (!definition.test(chunk)) throw new Error(`"${name}" is exported before it is set`);
}

/** Throws if chunks need each other before they have run. `chunks`: their texts by path, as esbuild wrote them. */
export function forbidCircles(chunks) {
  const state = new Map();
  const visit = (path, from) => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') throw new Error(`${from} and ${path} import each other`);
    state.set(path, 'open');
    for (const [, to] of (chunks.get(path) ?? '').matchAll(/^import (?:\{[^}]*\} from )?"(\.[^"]+)";$/gm)) {
      visit(new URL(to, `file:///${path}`).pathname.slice(1), path);
    }
    state.set(path, 'done');
  };
  for (const path of chunks.keys()) visit(path, '');
}
