import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pathToUri, readFilesOf, uriToPath } from '../../server/src/hosts/lsp/uri.ts';

describe('uriToPath', () => {
  for (const [uri, path] of [
    ['file:///zones/db.example.com', '/zones/db.example.com'],
    ['file:///a%20b/%C3%A9.zone', '/a b/é.zone'],
    ['file:///c%3A/zones/x.zone', 'c:/zones/x.zone'],
    ['file:///C:/zones/x.zone', 'c:/zones/x.zone'],
    ['file://localhost/x.zone', '/x.zone'],
    ['file://server/share/x.zone', '//server/share/x.zone'],
    ['untitled:Untitled-1', 'untitled:Untitled-1'],
    ['vscode-vfs://github/owner/repository/x.zone', 'vscode-vfs://github/owner/repository/x.zone'],
    ['file:///%zz', 'file:///%zz'],
    ['', ''],
  ] as const) {
    it(uri, () => assert.equal(uriToPath(uri), path));
  }
});

describe('pathToUri', () => {
  it('returns a URI that converts back to the path', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => text.replace(/[/\\\0]/g, '_'));
    const folder = fc.constantFrom('', 'c:', '//server/share');
    fc.assert(
      fc.property(folder, fc.array(name, { minLength: 1, maxLength: 4 }), (top, names) => {
        const path = `${top}/${names.join('/')}`;
        assert.equal(uriToPath(pathToUri(path)), path);
      }),
    );
  });

  it('leaves URIs alone that are not files', () => {
    assert.equal(pathToUri('untitled:Untitled-1'), 'untitled:Untitled-1');
  });
});

describe('URIs of a scheme whose files are read', () => {
  before(() => readFilesOf('vscode-test'));

  for (const [uri, path] of [
    ['vscode-test://github/owner/a%20b.zone', '/vscode-test:github/owner/a b.zone'],
    ['vscode-test://mount', '/vscode-test:mount'],
    ['vscode-test://wsl%2Bubuntu/x.zone', '/vscode-test:wsl%2Bubuntu/x.zone'],
    ['vscode-test:///x.zone', '/vscode-test:/x.zone'],
  ] as const) {
    it(`${uri} has a path that converts back`, () => {
      assert.equal(uriToPath(uri), path);
      assert.equal(pathToUri(path), uri);
    });
  }

  it('are not confused with those of a folder with a similar name, or untitled documents', () => {
    readFilesOf('untitled');
    assert.equal(uriToPath('untitled:Untitled-1'), 'untitled:Untitled-1');
    assert.equal(pathToUri('/other:github/x.zone'), 'file:///other%3Agithub/x.zone');
  });
});
