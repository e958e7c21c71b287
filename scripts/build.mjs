// Bundles what is shipped into dist/: the extension, the language server and the command line.
// `--dev` keeps names and lines readable.
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
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
  mailtxt: `import './server/src/hosts/cli/main.ts';`,
};

/**
 * @param {{ dev?: boolean }} [options]
 * @returns {Promise<Map<string, number>>} path under dist/ and size in bytes of every file written
 */
export async function build({ dev = false } = {}) {
  const files = new Map([...(await bundleExtension(dev)), ...(await bundleForNode(dev))]);
  await removeStale(files);
  for (const [path, text] of files) {
    await mkdir(dirname(join(dist, path)), { recursive: true });
    await writeFile(join(dist, path), text);
  }
  await chmod(join(dist, 'mailtxt.js'), 0o755);
  return new Map([...files].map(([path, text]) => [path, Buffer.byteLength(text)]));
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
    plugins: [virtualEntries, lateSuffixList],
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
    files.set(path, path === 'mailtxt.js' ? `#!/usr/bin/env node\n${code}` : code);
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

/** The public suffix list takes long to set up, and most runs never ask it: it is loaded with the first question. */
const lateSuffixList = {
  name: 'late-suffix-list',
  setup(builder) {
    builder.onResolve({ filter: /^tldts$/ }, ({ pluginData }) =>
      pluginData === 'real' ? undefined : { path: 'tldts', namespace: 'late' },
    );
    builder.onResolve({ filter: /^real:tldts$/ }, () =>
      builder.resolve('tldts', { kind: 'require-call', resolveDir: root, pluginData: 'real' }),
    );
    builder.onLoad({ filter: /.*/, namespace: 'late' }, () => ({
      contents: `let list; export const parse = (...all) => (list ??= require('real:tldts')).parse(...all);`,
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
