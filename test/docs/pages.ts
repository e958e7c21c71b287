import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexer, walkTokens } from 'marked';
import type { Token } from 'marked';

export const root = join(__dirname, '../..');

/** The Markdown that people read, by its path from the project folder. */
export const pages: ReadonlyMap<string, string> = new Map(
  [
    ...['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
    ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .map((path) => `docs/${path.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.md')),
  ].map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

/** The tokens of Markdown, with nested tokens. */
export function tokensOf(markdown: string): readonly Token[] {
  const found: Token[] = [];
  void walkTokens(lexer(markdown), (token) => void found.push(token));
  return found;
}
