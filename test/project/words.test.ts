import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from '../../server/src/rules/registry.ts';
import { placeholdersOf } from '../../server/src/text/placeholders.ts';
import { pageFileOf } from '../harness/rule-pages.ts';

interface Texts {
  readonly filesWithTexts: () => readonly string[];
}

interface Words {
  readonly phrasesOf: (
    path: string,
    content?: string,
  ) => readonly { readonly line: number; readonly phrase: string; readonly but: string }[];
}

interface Spelling {
  readonly misspelledIn: (
    paths: readonly string[],
    contents: Readonly<Record<string, string>>,
  ) => Promise<readonly { readonly line: number; readonly word: string }[]>;
}

const root = join(__dirname, '../..');

function script<T>(path: string): Promise<T> {
  return import(pathToFileURL(join(root, 'scripts/lib', path)).href) as Promise<T>;
}

describe('the words of texts that people read', () => {
  let files: readonly string[];
  let phrasesOf: (path: string, content?: string) => readonly string[];

  before(async () => {
    const { filesWithTexts } = await script<Texts>('texts.mjs');
    const words = await script<Words>('words.mjs');
    files = filesWithTexts();
    phrasesOf = (path, content) =>
      words.phrasesOf(path, content).map(({ line, phrase, but }) => `${path}:${line}: "${phrase}" → ${but}`);
  });

  const folders = ['', 'server/', 'client/', 'scripts/', 'test/', 'docs/', 'examples/', 'schemas/'];
  for (const folder of folders) {
    it(`are plain English in ${folder || 'the files of the root and other folders'}`, () => {
      const isInside =
        folder === ''
          ? (path: string) => !folders.some((other) => other !== '' && path.startsWith(other))
          : (path: string) => path.startsWith(folder);
      const own = files.filter(isInside);
      assert.ok(own.length > 0);
      assert.deepEqual(
        own.flatMap((path) => phrasesOf(path)),
        [],
      );
    });
  }

  it('are found in comments, strings, templates, pages and data, and not in code', () => {
    const found = (path: string, content: string) =>
      phrasesOf(path, content).map((line) => line.replace(/ →.*/, ''));
    assert.deepEqual(
      found(
        'server/src/a.ts',
        "// Run at\n// once.\nconst a = 'Nobody asks.';\nconst b = `It ${a}\nis told ${'of who'}`;\nconst whoever = 'behind';",
      ),
      [
        'server/src/a.ts:1: "at once"',
        'server/src/a.ts:3: "Nobody"',
        'server/src/a.ts:5: "is told"',
        'server/src/a.ts:5: "who"',
      ],
    );
    assert.deepEqual(found('test/a.test.ts', "it('mends it', () => assert.equal(a, 'mends a b'));"), [
      'test/a.test.ts:1: "mends"',
    ]);
    assert.deepEqual(
      found('a.md', '# Title\n\n`mend`, [it](mend.md) is\nmostly\n\n    mend\n\n```\nmend\n```\n'),
      ['a.md:4: "mostly"'],
    );
    assert.deepEqual(found('a.json', '{ "scripts": { "a": "mend it" },\n"title": "mend it" }'), [
      'a.json:2: "mend"',
    ]);
    assert.deepEqual(found('examples/a.zone', '@ TXT "mend ; mend"\n@ TXT "a" ; mended'), [
      'examples/a.zone:2: "mended"',
    ]);
  });

  it('may be normal English', () => {
    const fine =
      'People who stand for it all at once: there is no longer any no-op behind a proxy. Gmail replies; DNS servers answer.';
    assert.deepEqual(phrasesOf('a.md', fine), []);
  });
});

describe('the spelling of texts that people read', () => {
  // A step of `npm test` checks all files.
  it('is American, and knows the terms of the field', async () => {
    const { misspelledIn } = await script<Spelling>('spelling.mjs');
    const page =
      'A DMARC record authorises the organisation.\nIts behaviour, `colour` and permerror\nare recieved in grey.\n';
    const found = await misspelledIn(['a.md'], { 'a.md': page });
    assert.deepEqual(
      found.map(({ line, word }) => `${line}: ${word}`),
      ['1: authorises', '1: organisation', '2: behaviour', '3: recieved', '3: grey'],
    );
  });
});

/** The sentences of a text. Periods in quotes do not end a sentence. */
function sentencesOf(text: string): readonly string[] {
  return text.replaceAll(/"[^"]*"/g, '""').split(/(?<=[.!?]["')]*)\s+(?=\S)/);
}

describe('the words of rules', () => {
  const pages = rules.map((rule) => ({ ...rule, page: readFileSync(pageFileOf(rule), 'utf8') }));

  it('have messages that are one short sentence each', () => {
    const wrong = rules.flatMap(({ id, messages }) =>
      Object.entries(messages).flatMap(([name, message]) => {
        const fixed = placeholdersOf(message).reduce(
          (text, placeholder) => text.replace(`{${placeholder}}`, ''),
          message,
        );
        const faults = [
          ...(sentencesOf(message).length > 1 ? ['more than one sentence'] : []),
          ...(message.endsWith('.') ? [] : ['no full stop']),
          ...(fixed.length > 100 ? [`${fixed.length} characters`] : []),
        ];
        return faults.map((fault) => `${id} ${name}: ${fault}`);
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it('have reasons of at most two sentences', () => {
    const wrong = rules.filter(({ why }) => sentencesOf(why).length > 2).map(({ id }) => id);
    assert.deepEqual(wrong, []);
  });

  it('have titles that are short', () => {
    const wrong = pages.flatMap(({ id, page }) => {
      const title = /^# (.*)/.exec(page)?.[1] ?? '';
      const isShort = title.length <= 60 && !title.endsWith('.') && !/^(?:An?|The) /.test(title);
      return isShort && title !== '' ? [] : [`${id}: ${title}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('have pages with all sections, in their order', () => {
    const sections = [
      '## Why it matters',
      '## Example',
      '## How to fix',
      'Use instead:',
      '## When to allow it',
    ];
    const wrong = pages.flatMap(({ id, page }) => {
      const lines = page.split('\n');
      const [, , what = ''] = lines;
      const places = sections.map((section) => lines.indexOf(section));
      const missing = sections.filter((_, index) => (places[index] ?? -1) < 0);
      if (missing.length > 0) return [`${id} lacks ${missing.join(', ')}`];
      if (what === '' || what.startsWith('#')) return [`${id} does not say what it reports`];
      const isOrdered = places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0));
      return isOrdered ? [] : [`${id} has its sections in another order`];
    });
    assert.deepEqual(wrong, []);
  });
});
