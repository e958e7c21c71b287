import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { CLIENT_TEXTS } from '../../scripts/client-texts.ts';
import { ANALYSIS_TEXTS } from '../../server/src/analysis/texts.ts';
import { FEATURE_TEXTS } from '../../server/src/features/texts.ts';
import type { Texts } from '../../server/src/text/texts.ts';

const root = join(__dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as Readonly<Record<string, unknown>>;
const manifestTexts = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
const clientTexts = JSON.parse(read(CLIENT_TEXTS)) as Readonly<Record<string, unknown>>;

/** Keys of package.json whose values VS Code shows. The descriptions of the rules are generated from their titles. */
const SHOWN =
  /^(?:displayName|description|markdownDescription|title|name|contents|altText|enumDescriptions|enumItemLabels)$/;

interface Shown {
  readonly path: string;
  readonly text: string;
}

function* shownIn(value: unknown, path: string, key: string): Generator<Shown> {
  if (path.endsWith('.propertyNames')) return;
  if (typeof value === 'string') {
    if (SHOWN.test(key)) yield { path, text: value };
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* shownIn(item, `${path}[${i}]`, key);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* shownIn(item, `${path}.${name}`, name);
  }
}

describe('the texts of package.json', () => {
  const { displayName, description, capabilities, contributes } = manifest;
  const shown = [...shownIn({ displayName, description, capabilities, contributes }, '', '')];

  it('are in package.nls.json', () => {
    assert.ok(shown.length > 70);
    for (const { path, text } of shown) {
      const key = /^%([\w.]+)%$/.exec(text)?.[1];
      assert.ok(key !== undefined && Object.hasOwn(manifestTexts, key), `${path}: ${text}`);
    }
  });

  it('are all used', () => {
    const used = new Set(shown.map(({ text }) => text.slice(1, -1)));
    assert.deepEqual(
      Object.keys(manifestTexts).filter((key) => !used.has(key)),
      [],
    );
  });
});

/** Texts of the client that are the same in every language: the policy and the markup of a page, and examples of what to type. */
const NOT_SHOWN = /^(?:default-src |<!DOCTYPE html>|550 5\.7\.23 |example\.com:selector )/;

interface Call {
  readonly place: string;
  readonly text: string | undefined;
  readonly values: number;
}

/** The calls of `l10n.t` in a source file, and the texts outside of them that read like English. */
function textsIn(name: string): { readonly calls: readonly Call[]; readonly others: readonly string[] } {
  const source = ts.createSourceFile(name, read(`client/src/${name}`), ts.ScriptTarget.Latest, true);
  const calls: Call[] = [];
  const others: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) && /(?:^|\.)l10n\.t$/.test(node.expression.getText())) {
      const [first, ...values] = node.arguments;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const text = first !== undefined && ts.isStringLiteralLike(first) ? first.text : undefined;
      calls.push({ place: `${name}:${line + 1}`, text, values: values.length });
      values.forEach(visit);
      return;
    }
    const isText = ts.isStringLiteralLike(node) || node.kind === ts.SyntaxKind.TemplateHead;
    const text = isText ? (node as ts.LiteralLikeNode).text : '';
    if (/[A-Za-z]{2}[,:;]? [A-Za-z]{2}/.test(text) && !NOT_SHOWN.test(text)) others.push(`${name}: ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { calls, others };
}

describe('the texts of the extension', () => {
  const files = readdirSync(join(root, 'client/src')).filter((name) => name.endsWith('.ts'));

  it('can all be translated', () => {
    const calls = files.flatMap((name) => textsIn(name).calls);
    assert.deepEqual(new Set(calls.map(({ text }) => text)), new Set(Object.keys(clientTexts)));
  });

  it('have a value for each placeholder', () => {
    for (const { place, text = '', values } of files.flatMap((name) => textsIn(name).calls)) {
      const placeholders = new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index)));
      assert.deepEqual(
        [...placeholders].sort((a, b) => a - b),
        Array.from({ length: values }, (_, i) => i),
        place,
      );
    }
  });

  it('all go through vscode.l10n', () => {
    assert.deepEqual(
      files.flatMap((name) => textsIn(name).others),
      [],
    );
  });
});

/** Files of the server that have texts in a table, by the name of the function that returns one. */
const SERVER_TEXTS: readonly (readonly [layer: string, name: string, texts: Texts])[] = [
  ['analysis', 'analysisText', ANALYSIS_TEXTS],
  ['features', 'featureText', FEATURE_TEXTS],
];

describe('the texts of a layer of the server', () => {
  for (const [layer, name, texts] of SERVER_TEXTS) {
    it(`of ${layer} are all used, and only there`, () => {
      const files = readdirSync(join(root, 'server/src'), { recursive: true, encoding: 'utf8' }).filter(
        (file) => file.endsWith('.ts'),
      );
      const used = new Set<string>();
      for (const file of files) {
        const source = read(join('server/src', file));
        if (!source.includes(name)) continue;
        assert.ok(file.startsWith(layer), file);
        for (const [, key = ''] of source.matchAll(/'(\w+)'/g)) used.add(key);
      }
      assert.deepEqual(
        Object.keys(texts).filter((key) => !used.has(key)),
        [],
      );
    });
  }
});
