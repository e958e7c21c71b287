import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { limitsOfSource } from '../../scripts/limits.ts';
import { LAYERS } from '../../scripts/limits-page.ts';
import { MAX_OCTETS } from '../../server/src/hosts/node/text-file.ts';
import { MAX_QUESTIONS_PER_RECORD } from '../../server/src/hosts/node/dns/query-limits.ts';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

describe('the page about security', () => {
  const limits = limitsOfSource();

  it('lists every limit of the source, with its value and its file', () => {
    assert.ok(limits.length > 100);
    for (const { name, value, file } of limits) {
      const shown = file.replace('server/src/', '');
      const row = page
        .split('\n')
        .find((line) => line.startsWith(`| \`${name}\` |`) && line.includes(`[${shown}]`));
      assert.ok(row, `${name} of ${file}: run "npm run docs"`);
      assert.ok(row.includes(`| ${value.toLocaleString('en-US')} |`), `${name} of ${file}`);
    }
    const rows = page.split('\n').filter((line) => /^\| `MAX_\w+` \|/.test(line));
    assert.equal(rows.length, limits.length);
  });

  it('has every limit that a plain search finds', () => {
    const known = new Set(limits.map(({ name, file }) => `${file} ${name}`));
    for (const path of readdirSync(join(root, 'server/src'), { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.ts')) continue;
      const file = `server/src/${path.replaceAll('\\', '/')}`;
      for (const [, name = ''] of readFileSync(join(root, file), 'utf8').matchAll(
        /^export const (MAX_\w+)\b/gm,
      )) {
        assert.ok(known.has(`${file} ${name}`), `${file} ${name}`);
      }
    }
  });

  it('has the values of the source at runtime', () => {
    const valueOf = (name: string, file: string): number | undefined =>
      limits.find((limit) => limit.name === name && limit.file.endsWith(file))?.value;
    assert.equal(valueOf('MAX_OCTETS', 'hosts/node/text-file.ts'), MAX_OCTETS);
    assert.equal(valueOf('MAX_QUESTIONS_PER_RECORD', 'query-limits.ts'), MAX_QUESTIONS_PER_RECORD);
  });

  it('has a section for the limits of every layer', () => {
    const folders = readdirSync(join(root, 'server/src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    assert.deepEqual(LAYERS.map(([folder]) => folder).sort(), folders.map(({ name }) => name).sort());
  });

  for (const file of ['docs/security.md', 'SECURITY.md', 'README.md']) {
    it(`is linked to existing files, from ${file}`, () => {
      const links = [...readFileSync(join(root, file), 'utf8').matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(
        ([, to = '']) => to,
      );
      assert.ok(links.length > 0);
      for (const to of links) {
        // Links to GitHub.
        if (/^https?:/.test(to) || to.startsWith('../../security/')) continue;
        assert.ok(existsSync(join(root, dirname(file), to)), to);
      }
    });
  }

  it('is linked from the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    assert.ok(readme.includes('](SECURITY.md)') && readme.includes('](docs/security.md)'));
  });
});
