import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folderWith, removeFolders } from '../node/temporary-folder.ts';

interface Component {
  readonly type: string;
  readonly name: string;
  readonly group?: string;
  readonly version?: string;
  readonly purl?: string;
  readonly 'bom-ref': string;
  readonly hashes?: unknown;
  readonly licenses: readonly { readonly license: { readonly id: string } }[];
}

interface Sbom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly version: number;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/** The tested functions of the build scripts, which Node runs unchanged. */
interface Scripts {
  readonly ALLOWED_LICENSES: readonly string[];
  bundledPackages(root: string, metafiles: readonly unknown[]): Promise<readonly unknown[]>;
  packageFolder(path: string): string | undefined;
  noticesText(packages: readonly unknown[], data: readonly unknown[]): string;
  stageExtension(folder: string): Promise<void>;
  verdictOf(output: string, shipped: ReadonlySet<string>): { failed: boolean; lines: readonly string[] };
}

const root = join(__dirname, '../..');
const NOTICES = 'dist/THIRD-PARTY-NOTICES.txt';
const SBOM = 'dist/sbom.cdx.json';

async function loadScripts(): Promise<Scripts> {
  const modules = [
    'lib/bundled.mjs',
    'lib/notices.mjs',
    'lib/extension.mjs',
    'lib/command-package.mjs',
    'audit.mjs',
  ].map((name) => import(pathToFileURL(join(root, 'scripts', name)).href) as Promise<Partial<Scripts>>);
  const loaded = await Promise.all(modules);
  return Object.assign({}, ...loaded) as Scripts;
}

function built(path: string): string {
  if (!existsSync(join(root, path))) throw new Error(`${path} is missing: run "npm run build" first`);
  return readFileSync(join(root, path), 'utf8');
}

/** The packages that the shipped source imports directly. */
function importedPackages(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const top of ['server/src', 'client/src']) {
    for (const file of readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const text = readFileSync(join(root, top, file), 'utf8');
      for (const [, isType, name = ''] of text.matchAll(
        /^(?:import|export) (type )?[^;]*?from '((?:@[\w.-]+\/)?[\w.-]+)(?:\/[^']*)?';$/gm,
      )) {
        if (isType === undefined && !name.startsWith('.') && name !== 'vscode') names.add(name);
      }
    }
  }
  return names;
}

const fullName = ({ group, name }: Component): string => (group === undefined ? name : `${group}/${name}`);
const sbom = (): Sbom => JSON.parse(built(SBOM)) as Sbom;

describe('what is bundled', () => {
  let scripts: Scripts;
  before(async () => {
    scripts = await loadScripts();
  });
  after(removeFolders);

  it('is named in the notices, with the text of each license', () => {
    const text = built(NOTICES);
    const packages = importedPackages();
    assert.ok(packages.size > 5 && packages.has('tldts') && packages.has('vscode-languageclient'));
    for (const name of packages) {
      assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\nLicense: `, 'm'), name);
    }
    // Data whose origin is not the package that has it.
    assert.match(text, /^Public Suffix List, data in tldts\nLicense: MPL-2\.0\n.*publicsuffix\.org/m);
    assert.match(text, /^Mozilla Public License Version 2\.0$/m);
    const [, ...sections] = text.split(/\n-{78}\n/);
    assert.equal(sections.length, sbom().components.length);
    for (const section of sections) assert.match(section, /warrant/i, section.slice(0, 80));
  });

  it('is the same in the notices and in the bill of materials', () => {
    const [head = ''] = built(NOTICES).split(/\n-{78}\n/);
    for (const component of sbom().components) {
      const what =
        component.type === 'data'
          ? `${component.name}, `
          : `${fullName(component)} ${component.version ?? ''} (`;
      assert.ok(head.includes(`  ${what}`), what);
    }
  });

  it('is in the bill of materials as CycloneDX requires', () => {
    const { bomFormat, specVersion, serialNumber, version, metadata, components, dependencies } = sbom();
    assert.deepEqual([bomFormat, specVersion, version], ['CycloneDX', '1.5', 1]);
    assert.match(serialNumber, /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.equal(metadata.component.purl, `pkg:npm/mailtxt@${metadata.component.version ?? ''}`);
    const refs = [metadata.component, ...components].map((one) => one['bom-ref']);
    assert.equal(new Set(refs).size, refs.length);
    assert.deepEqual(dependencies.map(({ ref }) => ref).sort(), [...refs].sort());
    assert.deepEqual([...(dependencies[0]?.dependsOn ?? [])].sort(), refs.slice(1).sort());
    for (const { licenses } of components) {
      assert.ok(scripts.ALLOWED_LICENSES.includes(licenses[0]?.license.id ?? ''));
    }
  });

  it('is described as npm describes the installed packages', function () {
    this.timeout(60_000);
    const { stdout, status } = spawnSync(
      'npm',
      ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'],
      { cwd: root, encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 64 * 1024 * 1024 },
    );
    assert.equal(status, 0);
    const installed = JSON.parse(stdout) as Sbom;
    assert.equal(installed.specVersion, sbom().specVersion);
    const byUrl = new Map(installed.components.map((one) => [one.purl, one]));
    for (const one of sbom().components.filter(({ type }) => type === 'library')) {
      const theirs = byUrl.get(one.purl);
      assert.ok(theirs, one.purl);
      assert.deepEqual([theirs.hashes, theirs.licenses], [one.hashes, one.licenses], one.purl);
    }
  });

  it('comes with the notices and the bill of materials in both packages', async function () {
    this.timeout(60_000);
    const folder = folderWith({});
    await scripts.stageExtension(folder);
    const extension = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
      file.replaceAll('\\', '/'),
    );
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    const [packed] = JSON.parse(stdout) as readonly { files: readonly { path: string }[] }[];
    const command = packed?.files.map(({ path }) => path) ?? [];
    const inBoth = [NOTICES, SBOM, 'LICENSE', 'README.md', 'package.json', 'dist/server.js'];
    const own = [
      [
        extension,
        [
          'dist/extension.js',
          'dist/rule-pages.json',
          'docs/extension/icon.png',
          'syntaxes/dns-zone.tmLanguage.json',
        ],
      ],
      [command, ['dist/mailtxt.js', 'dist/cli.js', 'docs/rules/spf-all-pass.md']],
    ] as const;
    for (const [files, only] of own) {
      for (const file of [...inBoth, ...only]) assert.ok(files.includes(file), file);
      for (const [others, theirs] of own) {
        if (others !== files)
          assert.deepEqual(
            theirs.filter((file) => files.includes(file)),
            [],
          );
      }
      // Nothing that is only used to build or test.
      assert.deepEqual(
        files.filter((file) => /^(?:node_modules|test|scripts|server|client|\.)/.test(file)),
        [],
      );
    }
  });

  describe('stops the build', () => {
    const LICENSE = `Permission is hereby granted. ${'x'.repeat(300)}`;
    const bundle = (files: Readonly<Record<string, string>>): Promise<readonly unknown[]> => {
      const inputs = {
        'node_modules/a/index.js': { bytesInOutput: 1 },
        'node_modules/unused/index.js': { bytesInOutput: 0 },
        'server/src/x.ts': { bytesInOutput: 1 },
      };
      return scripts.bundledPackages(folderWith(files), [{ outputs: { 'dist/x.js': { inputs } } }]);
    };
    const manifest = (license: string): string => JSON.stringify({ name: 'a', version: '1.0.0', license });

    it('if a package has no license text', async () => {
      const missing = /has no file with the text/;
      const files = { 'node_modules/a/package.json': manifest('MIT') };
      await assert.rejects(bundle(files), missing);
      await assert.rejects(bundle({ ...files, 'node_modules/a/NOTICE': LICENSE }), missing);
      await assert.rejects(bundle({ ...files, 'node_modules/a/LICENSE': 'MIT' }), missing);
    });

    it('if a license is not allowed', async () => {
      for (const license of ['GPL-3.0-only', 'SEE LICENSE IN x', 'UNLICENSED', '(MIT OR GPL-2.0)']) {
        const files = { 'node_modules/a/package.json': manifest(license), 'node_modules/a/LICENSE': LICENSE };
        await assert.rejects(bundle(files), /does not allow/, license);
      }
    });

    it('otherwise not, and the license and notice are copied', async () => {
      const packages = await bundle({
        'node_modules/a/package.json': manifest('Apache-2.0'),
        'node_modules/a/LICENSE.md': LICENSE,
        'node_modules/a/NOTICE': 'Contains b.',
        'node_modules/unused/package.json': manifest('GPL-3.0-only'),
      });
      const text = scripts.noticesText(packages, []);
      assert.ok(text.includes(LICENSE) && text.includes('Contains b.') && !text.includes('unused'));
    });

    it('also for packages in packages and in scopes', () => {
      const packageFolder = (path: string): string | undefined => scripts.packageFolder(path);
      assert.equal(packageFolder('node_modules/a/lib/x.js'), 'node_modules/a');
      assert.equal(packageFolder('node_modules/@s/a/x.js'), 'node_modules/@s/a');
      assert.equal(
        packageFolder('node_modules/a/node_modules/@s/b/x.js'),
        'node_modules/a/node_modules/@s/b',
      );
      assert.equal(packageFolder('server/src/x.ts'), undefined);
    });
  });

  describe('is audited', () => {
    const shipped = new Set(['a']);
    const report = (names: readonly string[]): string =>
      JSON.stringify({
        vulnerabilities: Object.fromEntries(names.map((name) => [name, { name, severity: 'high' }])),
      });

    it('and fails for a known vulnerability in it, but not in a tool', () => {
      assert.deepEqual(scripts.verdictOf(report([]), shipped), {
        failed: false,
        lines: ['Known vulnerabilities: 0 in shipped packages, 0 in tools.'],
      });
      assert.equal(scripts.verdictOf(report(['tool']), shipped).failed, false);
      assert.deepEqual(scripts.verdictOf(report(['a', 'tool']), shipped), {
        failed: true,
        lines: [
          'high: a, which is shipped',
          'high: tool, which is a tool',
          'Known vulnerabilities: 1 in shipped packages, 1 in tools.',
        ],
      });
    });

    it('and reports a registry that offers no audit', () => {
      const outputs = [
        '',
        '{}',
        'no JSON',
        '{"message":"405 Method Not Allowed"}',
        '{"error":{"code":"ENOAUDIT"}}',
      ];
      for (const output of outputs) {
        const { failed, lines } = scripts.verdictOf(output, shipped);
        assert.equal(failed, false);
        assert.match(lines.join(), /^Not audited: the package registry offers no audit \(.+\)\.$/);
      }
    });
  });
});
