import assert from 'node:assert/strict';
import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import {
  code,
  codeBlock,
  joinMarkdown,
  link,
  markup,
  MAX_SHOWN_DATA,
  text,
  type Markdown,
} from '../../server/src/text/markdown.ts';
import { printable } from '../../server/src/text/printable.ts';
import { HOSTILE } from '../harness/hostile.ts';
import { foreignIn } from '../harness/rendered.ts';

const SYNTAX = '`\\*_[]()<>!&;#+-=~|$:/@.w 1a\n\u202e';

/** Usually characters that have a meaning in Markdown, and the hostile texts themselves. */
const data = fc.oneof(
  fc
    .array(fc.constantFrom(...Array.from(SYNTAX)), { maxLength: 24 })
    .map((characters) => characters.join('')),
  fc
    .array(fc.constantFrom('`', '``', '```', ' ', '\\', '![', '](', ')', 'https://evil.test', 'x'), {
      maxLength: 8,
    })
    .map((pieces) => pieces.join('')),
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

/** What is read of Markdown: the characters of its text and its code. */
function read(source: string): string {
  const pieces: string[] = [];
  const visit = (token: Token): void => {
    if (token.type === 'codespan' || token.type === 'escape' || token.type === 'code') {
      pieces.push(unescaped((token as Tokens.Codespan).text));
    } else if ('tokens' in token && token.tokens !== undefined) token.tokens.forEach(visit);
    else if (token.type === 'text') pieces.push(unescaped((token as Tokens.Text).text));
  };
  marked.lexer(source, { gfm: true }).forEach(visit);
  return pieces.join('');
}

function textOf(token: Token): string {
  return (token as Tokens.Text).text;
}

/** The lexer of marked 14 returns text as in HTML. */
function unescaped(html: string): string {
  return html.replace(/&(?:#(\d+)|(lt|gt|quot|amp));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (ENTITIES[name] ?? '') : String.fromCharCode(Number(code)),
  );
}
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

describe('code', () => {
  it('keeps every character literal', () => {
    assert.equal(code('a*b_c').source, '`a*b_c`');
    assert.equal(code('a`b').source, '`a`&#96;`b`');
    assert.equal(code('`').source, '&#96;');
    assert.equal(code('a\r\nb').source, '`a␍␊b`');
    assert.equal(code('a\u202eb').source, '`a\\u{202E}b`');
    assert.equal(code(' x ').source, '`  x  `');
    assert.equal(code('').source, '` `');
  });

  it('reads as exactly the data, all of it code except for backticks', () => {
    fc.assert(
      fc.property(data, (given) => {
        const [paragraph, ...others] = marked.lexer(`x ${code(given).source} y`, { gfm: true });
        assert.deepEqual(others, []);
        const shown = (paragraph as Tokens.Paragraph).tokens.map(
          (token) => [token.type, unescaped(textOf(token))] as const,
        );
        const prose = shown.filter(([type]) => type === 'text').map(([, prose]) => prose);
        assert.match(prose.join(''), /^x `* y$/);
        assert.equal(shown.map(([, piece]) => piece).join(''), `x ${printable(given) || ' '} y`);
      }),
      { numRuns: 3000 },
    );
  });

  it('truncates long text, so that editors do not', () => {
    assert.equal(code('x'.repeat(5000)).plain, `${'x'.repeat(MAX_SHOWN_DATA)}…`);
    assert.equal(code('x'.repeat(MAX_SHOWN_DATA)).plain, 'x'.repeat(MAX_SHOWN_DATA));
    // Half of a character at the cut is shown as such.
    assert.match(code(`${'x'.repeat(MAX_SHOWN_DATA - 1)}😀`).plain, /x\uFFFD…$/);
  });
});

describe('text', () => {
  it('reads as it is, in prose and in editors without Markdown', () => {
    assert.equal(text('p=none is _not_ a *policy*').source, 'p=none is \\_not\\_ a \\*policy\\*');
    assert.equal(
      text('192.0.2.0/24, 10% of "x" (RFC 7208 §5.1)').source,
      '192.0.2.0/24, 10% of "x" (RFC 7208 §5.1)',
    );
    assert.equal(text('see https://example.com').source, 'see https\\://example.com');
    assert.equal(text('see https://example.com').plain, 'see https://example.com');
  });

  it('is nothing but text, with exactly the data', () => {
    fc.assert(
      fc.property(data, (given) => {
        const { source } = text(given);
        assert.deepEqual(foreignIn(`x ${source} y`), []);
        assert.deepEqual(
          foreignIn(source).filter((found) => !found.startsWith('element')),
          [],
        );
        assert.equal(read(`x${source}y`), `x${printable(given)}y`);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('codeBlock', () => {
  it('is one block with exactly the lines', () => {
    fc.assert(
      fc.property(fc.array(data, { minLength: 1, maxLength: 4 }), (lines) => {
        const tokens = marked.lexer(`x\n\n${codeBlock(lines).source}\n\ny`, { gfm: true });
        assert.deepEqual(
          tokens.map(({ type }) => type).filter((type) => type !== 'space'),
          ['paragraph', 'code', 'paragraph'],
        );
        const block = tokens.find((token): token is Tokens.Code => token.type === 'code');
        assert.equal(block?.text, lines.map(printable).join('\n'));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('link', () => {
  it('links to the right place, with any label and address', () => {
    fc.assert(
      fc.property(data, data, (label, name) => {
        const { source } = link(`x${label}`, `file:///${name}`);
        const tokens = marked.lexer(`${source}.`, { gfm: true });
        const [found, dot] = (tokens[0] as Tokens.Paragraph).tokens as [Tokens.Link, Tokens.Text];
        assert.deepEqual([found.type, dot.text], ['link', '.']);
        assert.doesNotMatch(found.href, /[\s()<>"`\\&]/);
        // Hosts give URIs, in which a percent sign is encoded.
        if (!/[%\p{Cs}]/u.test(name)) assert.equal(decodeURIComponent(found.href), `file:///${name}`);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('markup', () => {
  const piece: fc.Arbitrary<Markdown> = fc.oneof(
    data.map(code),
    data.map(text),
    data.map((given) => markup`${code(given)}`),
    data.map((given) => markup`\`ours\`${text(given)}`),
    // Nothing of ours is bold right beside something else that is: four asterisks would be something else.
    data.map((given) => markup`**${code(given)}** `),
    data.map((given) => link(given, 'https://www.rfc-editor.org/')),
  );

  it('stays ours, with any data next to each other', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }),
        fc.constantFrom(markup``, markup` `, markup`, `, markup`\n\n- `),
        (pieces, separator) => {
          assert.deepEqual(foreignIn(markup`Said: ${joinMarkdown(pieces, separator)} **end**`.source), []);
        },
      ),
      {
        numRuns: 5000,
        // An exclamation mark before a link.
        examples: [[[markup`\`ours\`${text('!')}`, link('', 'https://www.rfc-editor.org/')], markup``]],
      },
    );
  });

  it('has the same content in an editor without Markdown', () => {
    const said = markup`**${code('a`b')}** is \`ours\`: ${text('*x*')}, ${link('y', 'https://example.com/')}.`;
    assert.equal(said.plain, 'a`b is ours: *x*, y (https://example.com/).');
  });
});
