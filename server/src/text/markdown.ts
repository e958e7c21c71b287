import { printable } from './printable.ts';

declare const made: unique symbol;

/**
 * Text for users, in which data is separate from our words.
 *
 * Invariant: all data in it was quoted or escaped, so that it cannot become a link, an image, HTML or anything else. Only the
 * functions of this file create a value of this type. A string is not one, and cannot become one by accident.
 */
export interface Markdown {
  /** GitHub's Markdown. */
  readonly source: string;
  /** The same for an editor that shows plain text. */
  readonly plain: string;
  readonly [made]: true;
}

/**
 * Code units of one piece of data to show. VS Code truncates Markdown after 100,000 code units at any point. After the opening
 * backtick of a longer text, everything would be Markdown again.
 */
export const MAX_SHOWN_DATA = 1000;

/**
 * Our words, as Markdown, around data: `` markup`\`p=none\` is not ${code(value)}.` `` A string must be wrapped in {@link code}
 * or {@link text}.
 *
 * Code in the words ends in the piece of the template in which it begins, and links are created by {@link link}. A test of the
 * project reads every template.
 */
export function markup(
  words: TemplateStringsArray,
  ...values: readonly (Markdown | number | bigint)[]
): Markdown {
  let source = '';
  let plain = '';
  words.forEach((piece, i) => {
    const value = values[i];
    source = append(source, piece);
    plain += piece.replace(/\*\*|`/g, '');
    if (value === undefined) return;
    source = append(source, typeof value === 'object' ? value.source : String(value));
    plain += typeof value === 'object' ? value.plain : String(value);
  });
  return markdown(source, plain);
}

/**
 * Data as it is, in the font for code. It is on one line, and truncated after {@link MAX_SHOWN_DATA} code units.
 *
 * A backtick of the data is between two pieces of code. CommonMark allows it within code after a longer fence. But in bold text,
 * marked looks for the end of the bold text within such code, and what follows is Markdown again:
 * ``**``**`![q](https://example.com/q.png)``**`` shows an image.
 */
export function code(data: string): Markdown {
  const shown = shownOf(data);
  if (shown === '') return markdown('` `', '');
  return markdown(shown.split('`').map(quoted).join(BACKTICK), shown);
}

const BACKTICK = '&#96;';

/** @param piece without backticks */
function quoted(piece: string): string {
  if (piece === '') return '';
  // Of a space at both ends, one at each is removed (CommonMark §6.1).
  const pad = piece.startsWith(' ') && piece.endsWith(' ') && /[^ ]/.test(piece) ? ' ' : '';
  return `\`${pad}${piece}${pad}\``;
}

/** Data as prose. It is on one line, and truncated after {@link MAX_SHOWN_DATA} code units. */
export function text(data: string): Markdown {
  const shown = shownOf(data);
  return markdown(escaped(shown), shown);
}

/** Lines of data, each as it is. Each is truncated after {@link MAX_SHOWN_DATA} code units. */
export function codeBlock(lines: readonly string[]): Markdown {
  const shown = lines.map(shownOf);
  const fence = '`'.repeat(Math.max(2, longestRun(shown.join('\n'))) + 1);
  return markdown([`${fence}text`, ...shown, fence].join('\n'), shown.join('\n'));
}

/**
 * @param label data, shown as {@link text}
 * @param address a URI, whose scheme is never data. What would end it in Markdown is percent-encoded, also an ampersand,
 *   which could be taken for the start of an entity. Plain text has it in parentheses
 */
export function link(label: string, address: string): Markdown {
  const shown = text(label);
  const encoded = address.replace(/[^A-Za-z0-9\-._~:/?#@!$'*+,;=%]/gu, percentEncoded);
  return markdown(`[${shown.source}](${encoded})`, `${shown.plain} (${encoded})`);
}

/** The parts one after the other, with the separator between them. */
export function joinMarkdown(parts: readonly Markdown[], separator: Markdown): Markdown {
  const [first = markup``, ...others] = parts;
  return others.reduce((all, part) => markup`${all}${separator}${part}`, first);
}

/** The separator between paragraphs. */
export const PARAGRAPH = markup`\n\n`;

function markdown(source: string, plain: string): Markdown {
  return { source, plain } as Markdown;
}

/** Two adjacent pieces of code would be one. */
function append(source: string, piece: string): string {
  return source.endsWith('`') && piece.startsWith('`') ? `${source} ${piece}` : source + piece;
}

function shownOf(data: string): string {
  return printable(data.length > MAX_SHOWN_DATA ? `${data.slice(0, MAX_SHOWN_DATA)}…` : data);
}

function longestRun(shown: string): number {
  return Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
}

/** CommonMark §2.4: a backslash escapes a character of ASCII punctuation. */
function escaped(shown: string): string {
  return (
    shown
      .replace(/[\\*_&~|@]|\$(?=\()/g, '\\$&')
      // Where marked looks for the end of bold text, and in the label of a link, a backslash does not keep these from being read
      // as code, HTML and links.
      .replace(/[`<>[\]]/g, (character) => `&#${character.charCodeAt(0)};`)
      // GitHub's Markdown makes a link of an address without any markup.
      .replace(/:(?=\/\/)/g, '\\:')
      .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`)
      // Before a link, it would make the link an image.
      .replace(/!$/, '&#33;')
      // At the start of a line: a heading, a list, a rule.
      .replace(/^(\s*)([-+=#])/, '$1\\$2')
      .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
  );
}

function percentEncoded(character: string): string {
  if (/\p{Cs}/u.test(character)) return '%EF%BF%BD';
  return encodeURIComponent(character).replace('(', '%28').replace(')', '%29');
}
