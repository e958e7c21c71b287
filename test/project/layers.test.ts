import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';

const root = join(__dirname, '../..');

describe('the layers', () => {
  let result: ICruiseResult;

  before(async function () {
    this.timeout(120_000);
    const { cruise } = await import('dependency-cruiser');
    const { default: extractTsConfig } = await import('dependency-cruiser/config-utl/extract-ts-config');
    const { default: extractConfig } = await import('dependency-cruiser/config-utl/extract-depcruise-config');
    const ruleSet = await extractConfig(join(root, '.dependency-cruiser.cjs'));
    const { output } = await cruise(
      ['client/src', 'server/src'],
      { ...ruleSet.options, ruleSet, validate: true, baseDir: root },
      undefined,
      { tsConfig: extractTsConfig(join(root, 'tsconfig.json')) },
    );
    assert.ok(typeof output === 'object');
    result = output;
  });

  it('are read, because a tool that reads nothing finds nothing', () => {
    const read = result.modules.map(({ source }) => source);
    assert.ok(
      read.filter((source) => source.startsWith('server/src/')).length > 100,
      `${read.length} modules were read`,
    );
    assert.ok((result.summary.totalDependenciesCruised ?? 0) > 100);
  });

  it('import only lower layers', () => {
    const broken = result.summary.violations.map(
      ({ rule, from, to }) => `${rule.name}: ${from} imports ${to}`,
    );
    assert.deepEqual(broken, []);
  });

  it('import each other as ARCHITECTURE.md says', () => {
    const architecture = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const rows = [...architecture.matchAll(/^\| `([\w-]+)` \| ([\w, -]*) \|/gm)];
    const layers = rows.map(([, layer = '']) => layer);
    assert.ok(layers.length > 8);
    const actual = new Map(layers.map((layer) => [layer, new Set<string>()]));
    const layerOf = (file: string): string | undefined => /^server\/src\/([\w-]+)\//.exec(file)?.[1];
    for (const { source, dependencies } of result.modules) {
      for (const { resolved } of dependencies) {
        const [from, to] = [layerOf(source), layerOf(resolved)];
        if (from !== undefined && to !== undefined && from !== to) actual.get(from)?.add(to);
      }
    }
    for (const [, layer = '', imports = ''] of rows) {
      const said = imports.split(', ').filter((name) => name !== '');
      const found = [...(actual.get(layer) ?? [])];
      assert.deepEqual(
        said,
        found.sort((a, b) => layers.indexOf(b) - layers.indexOf(a)),
        layer,
      );
    }
  });

  it('are guarded against an import that breaks them', async function () {
    this.timeout(120_000);
    // Rules do not import formats. If another folder is declared to be the formats, they import one.
    const { cruise } = await import('dependency-cruiser');
    const { output } = await cruise(['server/src/rules'], {
      baseDir: root,
      tsPreCompilationDeps: true,
      validate: true,
      ruleSet: {
        forbidden: [{ name: 'none', severity: 'error', from: {}, to: { path: '^server/src/dns/' } }],
      },
    });
    assert.ok(typeof output === 'object' && output.summary.error > 0);
  });
});
