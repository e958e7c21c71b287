import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

describe('the page about other editors', () => {
  const page = readFileSync(join(root, 'docs/editors.md'), 'utf8');
  const folder = join(root, 'server/src/hosts/lsp');
  const source = readdirSync(folder, { encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

  it('lists exactly the requests, notifications and commands of the server', () => {
    const namesIn = (text: string, quote: string): readonly string[] =>
      [...text.matchAll(new RegExp(`${quote}(mailtxt(?:/|\\.server\\.)\\w+)${quote}`, 'g'))].map(
        ([, name = '']) => name,
      );
    const names = [...new Set(namesIn(source, "'"))].sort();
    assert.ok(names.length > 10, names.join());
    assert.deepEqual([...new Set(namesIn(page, '`'))].sort(), names);
  });
});
