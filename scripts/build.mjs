// Bundles what is shipped into dist/: the extension, the language server and the command line, the first two also for
// browsers, with the notices of the bundled packages and a bill of materials.
// `--dev` keeps names and lines readable.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { bundledData, bundledPackages } from './lib/bundled.mjs';
import { declarations } from './lib/declarations.mjs';
import { noticesText } from './lib/notices.mjs';
import { root, version } from './lib/project.mjs';
import { rulePages } from './lib/rule-pages.mjs';
import { sbomText } from './lib/sbom.mjs';
import { AT_ONCE, forbidCircles, toCommonJs } from './lib/to-commonjs.mjs';
import { workerFiles } from './lib/worker-files.mjs';

const dist = join(root, 'dist');
const target = 'node20';

/** The programs in dist/NAME.js. The last two are for the loader of the worker (scripts/lib/worker-loader.js). */
const nodeEntries = {
  server: `import { startServer } from './server/src/hosts/lsp/main.ts'; startServer();`,
  cli: `import './server/src/hosts/cli/main.ts';`,
  'check-worker': `import './server/src/hosts/cli/jobs/worker.ts';`,
  library: `export * from './server/src/hosts/api/node.ts';`,
  worker: `import { startWorker } from './server/src/hosts/lsp/browser/main.ts'; startWorker();`,
  'node-modules': `export * from './server/src/hosts/browser/node-modules.ts';`,
};

/**
 * With `measured`, coverage of the programs can be mapped back to the source: next to each is its source map, names and
 * lines are those of the source, and nothing is compiled ahead, because compiled code has no counters.
 *
 * @param {{ dev?: boolean, measured?: boolean }} [options]
 * @returns {Promise<Map<string, number>>} path under dist/ and size in bytes of every file written
 */
export async function build({ dev = false, measured = false } = {}) {
  const extension = await bundleExtension(dev);
  const forNode = await bundleForNode(dev, measured);
  const forBrowsers = await bundleForBrowsers(dev);
  const parts = [extension, forNode, forBrowsers];
  const files = new Map([...parts.flatMap((part) => [...part.files]), ...(await libraryEntries())]);
  files.set('rule-pages.json', JSON.stringify(await rulePages()));
  files.set('worker-loader.js', await readFile(join(root, 'scripts/lib/worker-loader.js'), 'utf8'));
  files.set('worker-files.json', JSON.stringify(workerFiles(files)));
  files.set('mailtxt.js', measured ? MEASURED_LAUNCHER : await launcher(files));
  const packages = await bundledPackages(
    root,
    parts.map(({ metafile }) => metafile),
  );
  const data = await bundledData(root, packages);
  files.set('THIRD-PARTY-NOTICES.txt', noticesText(packages, data));
  files.set('sbom.cdx.json', await sbomText(root, packages, data));
  await removeStale(files);
  for (const [path, text] of files) {
    await mkdir(dirname(join(dist, path)), { recursive: true });
    await writeFile(join(dist, path), text);
  }
  await chmod(join(dist, 'mailtxt.js'), 0o755);
  if (!measured) compileAhead();
  return new Map([...files].map(([path, text]) => [path, Buffer.byteLength(text)]));
}

/** Loads the scripts as Node.js does, so that their coverage is under their paths. */
const MEASURED_LAUNCHER = `#!/usr/bin/env node
exports.load = (name) => require('./' + name);
if (require.main === module) exports.load('cli.js');
`;

/** The launcher needs the build that it belongs to, so that it never uses the compiled code of another build. */
async function launcher(files) {
  const hash = createHash('sha256');
  for (const [path, text] of files) hash.update(`${path}\0${text}\0`);
  const source = await readFile(join(root, 'scripts/lib/launcher.cjs'), 'utf8');
  return source.replace('__BUILD__', hash.digest('hex').slice(0, 32));
}

/** The first run compiles the code and caches the result. */
function compileAhead() {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(dist, 'mailtxt.js'), 'check', '--fail-on', 'never', 'examples'],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (status !== 0) throw new Error(`The built command does not run:\n${stderr}`);
}

async function bundleExtension(dev) {
  const { outputFiles, metafile } = await esbuild.build({
    ...common(dev),
    entryPoints: { extension: join(root, 'client/src/main.ts') },
    format: 'cjs',
    external: ['vscode'],
    minify: !dev,
  });
  const page = await esbuild.build({
    ...common(dev),
    entryPoints: [join(root, 'client/webview/report.ts'), join(root, 'client/webview/report.css')],
    format: 'iife',
    platform: 'browser',
    minify: !dev,
  });
  return { files: new Map([...byPath(outputFiles), ...byPath(page.outputFiles)]), metafile };
}

/** The library without files, as one module, for bundlers and browsers. */
async function bundleForBrowsers(dev) {
  const { outputFiles, metafile } = await esbuild.build({
    ...common(dev),
    entryPoints: { browser: join(root, 'server/src/hosts/api/browser.ts') },
    format: 'esm',
    platform: 'browser',
    outExtension: { '.js': '.mjs' },
    minify: !dev,
  });
  return { files: byPath(outputFiles), metafile };
}

/**
 * Next to the bundles: the types, and the library as an ECMAScript module with named exports. Both ways to load the
 * library share one state.
 */
async function libraryEntries() {
  const types = await declarations();
  const names = [...types.get('library').matchAll(/^export declare function (\w+)/gm)].map(
    ([, name]) => name,
  );
  return new Map([
    ['library.mjs', `import library from './library.js';\nexport const { ${names.join(', ')} } = library;\n`],
    ['library.d.ts', types.get('library')],
    ['library.d.mts', types.get('library')],
    ['browser.d.mts', types.get('browser')],
  ]);
}

/**
 * The server and the command line share most of their code, and a command loads only what it uses: each dynamic
 * `import()` in the source becomes a file of its own. esbuild splits only ECMAScript modules, and Node starts CommonJS
 * faster, so the chunks are first split and then converted to CommonJS.
 */
async function bundleForNode(dev, measured) {
  const isMinified = !dev && !measured;
  const { outputFiles, metafile } = await esbuild.build({
    ...common(dev),
    sourcemap: measured ? 'external' : false,
    entryPoints: Object.fromEntries(Object.keys(nodeEntries).map((name) => [name, `entry:${name}`])),
    format: 'esm',
    splitting: true,
    // Also the names by which chunks import from each other.
    minifyIdentifiers: isMinified,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [virtualEntries, lazyModules, partsOfPackages],
  });
  const files = new Map();
  const written = byPath(outputFiles);
  const modules = new Map([...written].filter(([path]) => !path.endsWith('.map')));
  forbidCircles(modules);
  for (const [path, text] of modules) {
    const mapOfModule = written.get(`${path}.map`);
    const { code, map } = await esbuild.transform(toCommonJs(text) + inlineMap(mapOfModule), {
      format: 'cjs',
      platform: 'node',
      target,
      minify: isMinified,
      sourcemap: mapOfModule === undefined ? false : 'external',
    });
    files.set(path, code);
    if (mapOfModule !== undefined) files.set(`${path}.map`, withFullPaths(map, path));
  }
  return { files, metafile };
}

/** A comment from which esbuild takes the source map of its input. */
function inlineMap(map) {
  if (map === undefined) return '';
  return `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}\n`;
}

/** The report on coverage compares the paths of sources before it resolves them. */
function withFullPaths(map, path) {
  const { sources, ...rest } = JSON.parse(map);
  const folder = dirname(join(dist, path));
  return JSON.stringify({ ...rest, sources: sources.map((source) => join(folder, source)) });
}

const inPackage = (path) => join(root, 'node_modules', path);

/**
 * Packages that have a variant for Node.js and one for browsers are bundled in the browser variant, which runs in both.
 */
const forBothHosts = {
  fflate: inPackage('fflate/esm/browser.js'),
  yaml: inPackage('yaml/browser/index.js'),
  ...Object.fromEntries(
    [
      'vscode-jsonrpc',
      'vscode-languageclient',
      'vscode-languageserver',
      'vscode-languageserver-protocol',
    ].map((name) => [`${name}/browser`, inPackage(`${name}/lib/browser/main.js`)]),
  ),
};

/** The parts of packages that we use and that esbuild would otherwise bundle whole, by the module that has them. */
const partsUsed = {
  htmlparser2: {
    contents: "export { default as Tokenizer } from './dist/esm/Tokenizer.js';",
    resolveDir: inPackage('htmlparser2'),
  },
};

const partsOfPackages = {
  name: 'parts-of-packages',
  setup(builder) {
    builder.onResolve({ filter: new RegExp(`^(?:${Object.keys(partsUsed).join('|')})$`) }, ({ path }) => ({
      path,
      namespace: 'part',
    }));
    builder.onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => partsUsed[path]);
  },
};

const common = (dev) => ({
  absWorkingDir: root,
  bundle: true,
  write: false,
  // Lists the packages in what is shipped.
  metafile: true,
  platform: 'node',
  target,
  // Some packages have a build in "main" that bundlers cannot follow.
  mainFields: ['module', 'main'],
  alias: forBothHosts,
  plugins: [partsOfPackages],
  outdir: dist,
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'warning',
  define: {
    'process.env.NODE_ENV': dev ? '"development"' : '"production"',
    // See text/range.ts and text/version.ts.
    ...(dev ? {} : { MAILTXT_RELEASE: 'true' }),
    MAILTXT_VERSION: JSON.stringify(version),
  },
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

/**
 * Modules that most runs never need, and what other modules use of them: functions, and classes that are instantiated.
 */
const lazy = {
  'node:child_process': ['spawn', 'spawnSync'],
  'node:crypto': ['createHash', 'randomInt'],
  // The public suffix list.
  tldts: ['parse'],
  yaml: [
    'parseAllDocuments',
    'Composer',
    'isAlias',
    'isCollection',
    'isMap',
    'isScalar',
    'isSeq',
    'Lexer',
    'parseDocument',
    'Parser',
  ],
  'server/src/formats/octodns/read.ts': ['readOctoDocument'],
  'server/src/formats/terraform/project.ts': ['TerraformProject'],
  // Includes the parser of JavaScript.
  'server/src/formats/dnscontrol/project.ts': ['ScriptProject'],
  'server/src/formats/azure/family.ts': ['armFamily', 'bicepFamily'],
  'server/src/formats/cloudformation/stacks.ts': ['stackFamily'],
  'server/src/formats/record-data/document.ts': ['readRecordData'],
  'server/src/formats/record-data/shape-of-text.ts': ['looksLikeRecordData', 'zoneOfRecordData'],
  // What hovers say.
  'server/src/email/bimi/token-explanations.ts': ['explainBimi'],
  'server/src/email/dkim/token-explanations.ts': ['explainDkim'],
  'server/src/email/dmarc/token-explanations.ts': ['explainDmarc'],
  'server/src/email/mta-sts/token-explanations.ts': ['explainMtaSts'],
  'server/src/email/spf/token-explanations.ts': ['explainSpf'],
  'server/src/email/tls-rpt/token-explanations.ts': ['explainTlsRpt'],
  // The engine of regular expressions.
  'server/src/text/compiled-pattern.ts': ['compilePattern'],
  'server/src/formats/octodns/config/zone-pattern.ts': ['compileZonePattern'],
  'server/src/hosts/node/compiled-glob.ts': ['compileGlobs'],
  'server/src/hosts/node/long-log.ts': ['readerOf', 'readOnInSteps', 'readTextOrLog', 'readTextOrLogInSteps'],
  // With a hash function.
  'server/src/hosts/cli/fingerprint.ts': ['fingerprintOf', 'FingerprintCounter'],
  'server/src/senders/services/all.ts': ['allServices'],
  'server/src/senders/bounces/seen.ts': ['seenInBounces'],
  'server/src/senders/bounces/read.ts': ['readEvidence', 'readEvidenceInParts'],
  'server/src/senders/reports/read-file.ts': ['readReports', 'readReportsInSteps'],
  'server/src/senders/reports/unpack-text.ts': ['unpackReportTexts'],
};

/**
 * Loads these modules when one of their functions is first called. For esbuild it is a dynamic import, which puts the
 * module into chunks of its own; `toCommonJs` makes it synchronous.
 */
const lazyModules = {
  name: 'lazy-modules',
  setup(builder) {
    const ends = Object.keys(lazy).map((path) => path.slice(path.lastIndexOf('/') + 1).replace('.', '\\.'));
    builder.onResolve({ filter: new RegExp(`(?:^|/)(?:${ends.join('|')})$`) }, (asked) => {
      if (asked.pluginData === 'real') return undefined;
      // Packages may use other parts of what is Node's own.
      if (asked.path.startsWith('node:') && asked.importer.includes('node_modules')) return undefined;
      const file = asked.path.startsWith('.') ? join(asked.resolveDir, asked.path) : undefined;
      const key = file === undefined ? asked.path : relative(root, file).replaceAll('\\', '/');
      return key in lazy ? { path: key, namespace: 'lazy' } : undefined;
    });
    // A module with only names in between, because esbuild does not know the exports of a CommonJS package before it
    // runs.
    builder.onResolve({ filter: /^named:/ }, ({ path }) => ({
      path: path.slice('named:'.length),
      namespace: 'named',
    }));
    builder.onLoad({ filter: /.*/, namespace: 'named' }, ({ path }) => ({
      contents: `export { ${lazy[path].join(', ')} } from 'real:${path}';`,
      resolveDir: root,
    }));
    builder.onResolve({ filter: /^real:/ }, ({ path, kind }) => {
      const key = path.slice('real:'.length);
      const real = key.startsWith('server/') ? `./${key}` : key;
      return builder.resolve(real, { kind, resolveDir: root, pluginData: 'real' });
    });
    builder.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: [
        `let real; const load = () => (real ??= ${AT_ONCE}(import('named:${path}')));`,
        ...lazy[path].map(
          (name) =>
            `export function ${name}(...all) {
               const { ${name}: called } = load();
               return new.target === undefined ? called(...all) : new called(...all);
             }`,
        ),
      ].join('\n'),
      resolveDir: root,
    }));
  },
};

const byPath = (outputFiles) =>
  new Map(outputFiles.map(({ path, text }) => [relative(dist, path).replaceAll('\\', '/'), text]));

/**
 * Deletes the files of earlier builds. Files that are about to be written stay, because another process may be running
 * them.
 */
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
