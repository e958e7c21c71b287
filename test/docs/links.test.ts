import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import type { Tokens } from 'marked';
import { pages, root, tokensOf } from './pages.ts';

/** Pages of GitHub, which are not files. */
const OF_HOST = /^\.\.\/\.\.\/(?:security|issues)\//;

describe('the links of the documentation', () => {
  const anchors = new Map<string, ReadonlySet<string>>();
  const anchorsOf = (path: string): ReadonlySet<string> => {
    const known = anchors.get(path);
    if (known !== undefined) return known;
    const slugger = new GithubSlugger();
    const found = tokensOf(pages.get(path) ?? readFileSync(join(root, path), 'utf8'))
      .filter((token): token is Tokens.Heading => token.type === 'heading')
      .map(({ text }) => slugger.slug(plainOf(text)));
    anchors.set(path, new Set(found));
    return anchorsOf(path);
  };

  it('point to existing files and headings', () => {
    let checked = 0;
    const broken: string[] = [];
    for (const [page, markdown] of pages) {
      for (const token of tokensOf(markdown)) {
        if (token.type !== 'link' && token.type !== 'image') continue;
        const href = token['href'] as string;
        if (/^[a-z]+:/.test(href) || OF_HOST.test(href)) continue;
        checked++;
        const [file = '', anchor] = href.split('#');
        const target = file === '' ? page : posix.join(posix.dirname(page), file);
        if (!existsSync(join(root, target))) broken.push(`${page}: ${href}`);
        else if (anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor)) {
          broken.push(`${page}: ${href}: no such heading`);
        }
      }
    }
    assert.deepEqual(broken, []);
    assert.ok(checked > 500, `${checked} links`);
  });
});

/** The text of a heading, without Markdown. */
function plainOf(heading: string): string {
  return heading.replace(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1');
}
