import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergedNames, mergeTokens, ownTokenModifiers, ownTokenTypes } from '../../client/src/merge-tokens.ts';
import { TOKEN_LEGEND } from '../../server/src/hosts/lsp/semantic-tokens.ts';

/** `line:start-end type` */
function shown(data: ArrayLike<number>, types: readonly string[]): readonly string[] {
  const found: string[] = [];
  let line = 0;
  let start = 0;
  for (let i = 0; i < data.length; i += 5) {
    const [lines = 0, columns = 0, length = 0, type = 0, modifiers = 0] = Array.from(data).slice(i, i + 5);
    line += lines;
    start = lines === 0 ? start + columns : columns;
    found.push(
      `${line}:${start}-${start + length} ${types[type] ?? ''}${modifiers === 0 ? '' : ` ${modifiers}`}`,
    );
  }
  return found;
}

describe('tokens next to those of another extension', () => {
  it('have the types and modifiers of the server', () => {
    assert.deepEqual(ownTokenTypes, TOKEN_LEGEND.tokenTypes);
    assert.deepEqual(ownTokenModifiers, TOKEN_LEGEND.tokenModifiers);
  });

  it('have colors that do not depend on the language', () => {
    const manifest = readFileSync(join(__dirname, '../../package.json'), 'utf8');
    const { contributes } = JSON.parse(manifest) as {
      readonly contributes: {
        readonly semanticTokenModifiers: readonly { readonly id: string }[];
        readonly semanticTokenScopes: readonly { readonly language?: string; readonly scopes: object }[];
      };
    };
    assert.deepEqual(
      contributes.semanticTokenModifiers.map(({ id }) => id),
      TOKEN_LEGEND.tokenModifiers,
    );
    const [scopes, ...others] = contributes.semanticTokenScopes;
    assert.deepEqual([others, scopes?.language], [[], undefined]);
    assert.deepEqual(
      Object.keys(scopes?.scopes ?? {}),
      TOKEN_LEGEND.tokenTypes.map((type) => `${type}.mail`),
    );
  });

  it('take precedence, and what they leave of the others stays', () => {
    const theirTypes = ['hcl-attrName', 'hcl-string', 'string'];
    // name = "v=spf1 -all", and an attribute in the line below.
    const under = {
      data: [0, 2, 4, 0, 0, 0, 7, 13, 1, 2, 1, 2, 3, 0, 0],
      types: theirTypes,
      modifiers: ['a', 'b'],
    };
    const over = {
      data: [0, 10, 6, 0, 1, 0, 7, 1, 1, 0, 0, 1, 3, 2, 3],
      types: ['keyword', 'string', 'function'],
      modifiers: ['mail', 'a'],
    };
    // The modifiers are those of both: a, b, mail.
    assert.deepEqual(shown(mergeTokens(under, over), mergedNames(theirTypes, over.types)), [
      '0:2-6 hcl-attrName',
      '0:9-10 hcl-string 2',
      '0:10-16 keyword 4',
      '0:16-17 hcl-string 2',
      '0:17-18 string',
      '0:18-21 function 5',
      '0:21-22 hcl-string 2',
      '1:2-5 hcl-attrName',
    ]);
  });

  it('are those of one extension if the other has none', () => {
    const data = [0, 2, 4, 0, 0, 3, 7, 13, 1, 0];
    const none = { data: [], types: [], modifiers: [] };
    const some = { data, types: ['a', 'b'], modifiers: [] };
    assert.deepEqual([...mergeTokens(some, none)], data);
    assert.deepEqual([...mergeTokens(none, some)], data);
  });
});
