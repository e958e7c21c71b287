import { marked, type Token, type Tokens } from 'marked';

/** Hosts that links of ours lead to: where cited sections are read. */
const OWN_HOSTS: ReadonlySet<string> = new Set(['www.rfc-editor.org', 'datatracker.ietf.org']);

/** In the repository. */
const RULE_PAGES = 'https://github.com/mailtxt/mailtxt/blob/';

/** Blocks that our texts are made of. */
const OWN_BLOCKS: ReadonlySet<string> = new Set([
  'paragraph',
  'space',
  'text',
  'list',
  'list_item',
  'code',
  'codespan',
  'strong',
  'escape',
  'link',
]);

/**
 * What Markdown makes of a text that is not ours, each as `kind: source`: links to other hosts, images, HTML, headings and
 * whatever else no text of ours has. Read as VS Code reads it: with `marked` 14, GitHub's extensions on, cut where
 * VS Code cuts it.
 *
 * @param allowed prefixes of addresses besides those of cited sections
 */
export function foreignIn(markdown: string, allowed: readonly string[] = []): readonly string[] {
  const found: string[] = [];
  const shown = markdown.length > 100_000 ? `${markdown.slice(0, 100_000)}…` : markdown;
  const visit = (token: Token): void => {
    if (token.type === 'link') {
      const { href } = token as Tokens.Link;
      if (!isOwn(href, allowed)) found.push(`link: ${token.raw}`);
    } else if (!OWN_BLOCKS.has(token.type)) found.push(`${token.type}: ${token.raw}`);
  };
  const tokens = marked.lexer(shown, { gfm: true, breaks: false });
  void marked.walkTokens(tokens, visit);
  for (const name of Object.keys(tokens.links)) found.push(`definition: ${name}`);
  // The elements themselves: VS Code leaves out what is HTML in the source, other editors do not.
  const html = marked.parser(tokens, { gfm: true });
  for (const [tag] of html.matchAll(/<(?!\/?(?:p|code|strong|pre|ul|li|a)\b)[^>]*>/g))
    found.push(`element: ${tag}`);
  return found;
}

function isOwn(href: string, allowed: readonly string[]): boolean {
  if ([RULE_PAGES, ...allowed].some((prefix) => href.startsWith(prefix))) return true;
  const url = URL.canParse(href) ? new URL(href) : undefined;
  return url?.protocol === 'https:' && OWN_HOSTS.has(url.host);
}

/** Characters that a terminal or an editor obeys or hides, where a text may have no others than line ends. */
export function unprintableIn(text: string): readonly string[] {
  return [...text.matchAll(/[^\P{Cc}\n]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/gu)].map(
    ([character]) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
