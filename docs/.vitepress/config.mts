// The website: `npm run site` builds it from the Markdown in docs/ into site/. It has no third-party fonts, scripts or trackers.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { slug } from 'github-slugger';
import { defineConfig } from 'vitepress';
import type { MarkdownOptions } from 'vitepress';

type LanguageRegistration = Extract<NonNullable<MarkdownOptions['languages']>[number], object>;

const docs = join(import.meta.dirname, '..');
const { version, homepage } = readJson<{ version: string; homepage: string }>('package.json');
const repository = homepage.replace(/#.*/, '');

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(docs, '..', path), 'utf8')) as T;
}

/**
 * Converts a relative link of a page for the website. The first page is README.md, whose links are relative to the project
 * folder. Files that are not pages, such as a test or a schema, link to the repository.
 */
function siteLink(href: string, page: string): string {
  if (/^(?:[a-z]+:|#|\/)/.test(href)) return href;
  const folder = page === 'index.md' ? '' : posix.join('docs', posix.dirname(page));
  const target = posix.join(folder, href);
  const isInSite = /^docs\/(?!extension\/)[^#]*\.(?:md|png)(?:#|$)/.test(target);
  if (!isInSite) return `${repository}/blob/v${version}/${target}`;
  const path = target.slice('docs/'.length).replace(/\bREADME\.md/, 'index.md');
  return `./${posix.relative(posix.dirname(page), path)}`;
}

export default defineConfig({
  title: 'mailtxt',
  description: 'Checks the DNS records that decide whether mail is accepted',
  lang: 'en-US',
  outDir: '../site',
  cacheDir: '../node_modules/.cache/vitepress',
  cleanUrls: false,
  lastUpdated: false,
  srcExclude: ['extension/**'],
  rewrites: { 'rules/README.md': 'rules/index.md' },
  markdown: {
    // The same anchors as in the repository, as checked by test/docs/links.test.ts.
    anchor: { slugify: (title) => slug(title) },
    // Zone files are colored as in the editor.
    languages: [{ ...readJson<LanguageRegistration>('syntaxes/dns-zone.tmLanguage.json'), name: 'zone' }],
    languageAlias: { console: 'sh', cjs: 'js', 'mta-sts': 'ini' },
    config: (markdown) => {
      markdown.core.ruler.push('site-links', ({ tokens, env }) => {
        const { relativePath = '' } = env as { relativePath?: string };
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const name = token.type === 'image' ? 'src' : 'href';
          const target = token.attrGet(name);
          if (target !== null) token.attrSet(name, siteLink(target, relativePath));
        }
      });
    },
  },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    nav: [
      { text: 'Start', link: '/' },
      { text: 'CI', link: '/ci' },
      { text: 'Editor', link: '/editor' },
      { text: 'Rules', link: '/rules/' },
      { text: `v${version}`, link: `${repository}/blob/v${version}/CHANGELOG.md` },
    ],
    sidebar: [
      {
        text: 'Use',
        items: [
          { text: 'Start', link: '/' },
          { text: 'Command line', link: '/cli' },
          { text: 'CI', link: '/ci' },
          { text: 'Editor', link: '/editor' },
          { text: 'Other editors', link: '/editors' },
          { text: 'Settings', link: '/settings' },
          { text: 'Senders', link: '/senders' },
          { text: 'Bounces', link: '/troubleshooting' },
          { text: 'DNS queries', link: '/dns' },
          { text: 'What was not checked', link: '/unread' },
          { text: 'API', link: '/api' },
        ],
      },
      {
        text: 'Reference',
        items: [
          { text: 'Terms', link: '/terms' },
          { text: 'How files are read', link: '/FORMAT' },
          { text: 'Formats of bounces', link: '/explain-formats' },
          { text: 'Terraform functions', link: '/terraform-functions' },
          { text: 'Standards', link: '/specs' },
          { text: 'Security', link: '/security' },
          { text: 'Performance', link: '/performance' },
          { text: 'Tests', link: '/testing' },
          { text: 'Fuzzing', link: '/fuzzing' },
        ],
      },
      {
        text: 'Rules',
        items: [
          { text: 'All rules', link: '/rules/' },
          { text: 'By SMTP reply', link: '/rules/by-reply' },
          { text: 'By record', link: '/rules/by-record' },
          { text: 'What is not a rule', link: '/rules/not-done' },
        ],
      },
    ],
    socialLinks: [{ icon: 'github', link: repository }],
  },
});

