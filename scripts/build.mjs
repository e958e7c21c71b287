// Bundles what is shipped into dist/: the extension, the language server and the command line.
// `--dev` keeps names and lines readable.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { root } from './lib/project.mjs';
import { forbidCircles, toCommonJs } from './lib/to-commonjs.mjs';

const dist = join(root, 'dist');
const target = 'node20';

/** What starts in dist/NAME.js. */
const nodeEntries = {
  server: `import { startServer } from './server/src/hosts/lsp/main.ts'; startServer();`,
  cli: `import './server/src/hosts/cli/main.ts';`,
};

/**
 * @param {{ dev?: boolean }} [options]
 * @returns {Promise<Map<string, number>>} path under dist/ and size in bytes of every file written
 */
export async function build({ dev = false } = {}) {
  const files = new Map([...(await bundleExtension(dev)), ...(await bundleForNode(dev))]);
  files.set('mailtxt.js', await launcher(files));
  await removeStale(files);
  for (const [path, text] of files) {
    await mkdir(dirname(join(dist, path)), { recursive: true });
    await writeFile(join(dist, path), text);
  }
  await chmod(join(dist, 'mailtxt.js'), 0o755);
  compileAhead();
  return new Map([...files].map(([path, text]) => [path, Buffer.byteLength(text)]));
}

/** It has to know what it was built with: compiled code of other files must not be taken for that of these. */
async function launcher(files) {
  const hash = createHash('sha256');
  for (const [path, text] of files) hash.update(`${path}\0${text}\0`);
  const source = await readFile(join(root, 'scripts/lib/launcher.cjs'), 'utf8');
  return source.replace('__BUILD__', hash.digest('hex').slice(0, 32));
}

function compileAhead() {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/lib/make-cache.cjs'), dist], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`The code could not be compiled ahead:\n${stderr}`);
}

async function bundleExtension(dev) {
  const { outputFiles } = await esbuild.build({
    ...common(dev),
    entryPoints: { extension: join(root, 'client/src/extension.ts') },
    format: 'cjs',
    external: ['vscode'],
    minify: !dev,
  });
  return byPath(outputFiles);
}

/**
 * The server and the command line share most of their code, and a command loads only what it uses: a dynamic
 * `import()` in the source is a file of its own. esbuild splits only ECMAScript modules, and node starts
 * CommonJS faster, so the chunks are cut first and turned into CommonJS after.
 */
async function bundleForNode(dev) {
  const { outputFiles } = await esbuild.build({
    ...common(dev),
    entryPoints: Object.fromEntries(Object.keys(nodeEntries).map((name) => [name, `entry:${name}`])),
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [virtualEntries, lateLibraries],
  });
  const files = new Map();
  const modules = byPath(outputFiles);
  forbidCircles(modules);
  for (const [path, text] of modules) {
    const { code } = await esbuild.transform(toCommonJs(text), {
      format: 'cjs',
      platform: 'node',
      target,
      minify: !dev,
    });
    files.set(path, code);
  }
  return files;
}

const common = (dev) => ({
  bundle: true,
  write: false,
  platform: 'node',
  target,
  // Some packages put a build that bundlers cannot follow behind "main".
  mainFields: ['module', 'main'],
  outdir: dist,
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': dev ? '"development"' : '"production"' },
});

const virtualEntries = {
  name: 'virtual-entries',
  setup(builder) {
    builder.onResolve({ filter: /^entry:/ }, ({ path }) => ({ path, namespace: 'entry' }));
    builder.onLoad({ filter: /.*/, namespace: 'entry' }, ({ path }) => ({
      contents: nodeEntries[path.slice('entry:'.length)],
      resolveDir: root,
      loader: 'ts',
    }));
  },
};

/** What is used of libraries that take long to set up, and that most runs never need. */
const late = {
  // The public suffix list.
  tldts: ['parse'],
  yaml: ['isAlias', 'isCollection', 'isMap', 'isScalar', 'isSeq', 'parseDocument'],
};

/** They are loaded with the first call. */
const lateLibraries = {
  name: 'late-libraries',
  setup(builder) {
    const names = Object.keys(late).join('|');
    builder.onResolve({ filter: new RegExp(`^(?:${names})$`) }, ({ path, pluginData }) =>
      pluginData === 'real' ? undefined : { path, namespace: 'late' },
    );
    builder.onResolve({ filter: /^real:/ }, ({ path }) =>
      builder.resolve(path.slice('real:'.length), {
        kind: 'require-call',
        resolveDir: root,
        pluginData: 'real',
      }),
    );
    builder.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: [
        `let library; const load = () => (library ??= require('real:${path}'));`,
        ...late[path].map((name) => `export const ${name} = (...all) => load().${name}(...all);`),
      ].join('\n'),
      resolveDir: root,
    }));
  },
};

const byPath = (outputFiles) =>
  new Map(outputFiles.map(({ path, text }) => [relative(dist, path).replaceAll('\\', '/'), text]));

/** Files of earlier builds. What is about to be written is left where it is: somebody may be running it. */
async function removeStale(files) {
  const old = await readdir(dist, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of old) {
    if (!entry.isFile()) continue;
    const path = relative(dist, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
    if (!files.has(path)) await rm(join(dist, path));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const sizes = await build({ dev: process.argv.includes('--dev') });
    for (const [path, size] of sizes) console.log(`dist/${path}  ${Math.ceil(size / 1024)} KB`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
