import assert from 'node:assert/strict';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { OpenDocuments } from '../../server/src/hosts/lsp/documents.ts';
import { Guard } from '../../server/src/hosts/lsp/guard.ts';

const uri = 'file:///zones/db.example.com';
const path = '/zones/db.example.com';
const at = (character: number): { line: number; character: number } => ({ line: 0, character });

/** A workspace that breaks over what a test says, before it has done its work or after. */
function breaking(when: 'before' | 'after', breaks: () => boolean): Workspace {
  const workspace = createWorkspace({
    include: () => undefined,
    originOf: () => undefined,
    severityOf: () => undefined,
  });
  const fail = (): void => {
    if (breaks()) throw new Error('broken');
  };
  const edit: Workspace['edit'] = (...args) => {
    if (when === 'before') fail();
    workspace.edit(...args);
    if (when === 'after') fail();
  };
  const add: Workspace['add'] = (...args) => {
    fail();
    return workspace.add(...args);
  };
  return new Proxy(workspace, {
    get: (target, name) => {
      if (name === 'edit') return edit;
      if (name === 'add') return add;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Open documents of an editor that has no folder open. */
function documentsIn(
  workspace: Workspace,
  error: (message: string) => void = () => undefined,
): OpenDocuments {
  return new OpenDocuments({
    workspace,
    guard: new Guard({ error }),
    stored: { formatOf: () => undefined, restore: () => false },
    folders: () => [],
  });
}

describe('OpenDocuments', () => {
  for (const when of ['before', 'after'] as const) {
    it(`loses no edit when the workspace throws at ${when} one`, () => {
      let broken = false;
      const messages: string[] = [];
      const workspace = breaking(when, () => broken);
      const documents = documentsIn(workspace, (message) => void messages.push(message));
      documents.open({ uri, languageId: 'dns-zone', version: 1, text: 'a TXT "x"' });
      broken = true;
      // Inserts, replaces by as much, deletes.
      documents.change(uri, 2, [
        { range: { start: at(7), end: at(8) }, text: 'xyz' },
        { range: { start: at(7), end: at(8) }, text: 'X' },
      ]);
      documents.change(uri, 3, [{ range: { start: at(8), end: at(9) }, text: '' }]);
      assert.equal(documents.textAt(path), 'a TXT "Xz"');
      assert.ok(messages.length > 0);
      broken = false;
      const document = documents.change(uri, 4, [{ range: { start: at(0), end: at(1) }, text: 'b' }]);
      assert.equal(document?.kind, 'records');
      assert.equal(documents.textAt(path), 'b TXT "Xz"');
    });
  }

  it('keeps what was sent if a document cannot be read at all', () => {
    const documents = documentsIn(breaking('before', () => true));
    documents.open({ uri, languageId: 'dns-zone', version: 1, text: 'a TXT "x"' });
    documents.change(uri, 2, [{ text: 'b' }]);
    assert.equal(documents.textAt(path), 'b');
  });

  it('recognizes a document by its file, however the editor writes it', () => {
    const documents = documentsIn(breaking('before', () => false));
    documents.open({ uri: 'file:///C%3A/a.zone', languageId: 'dns-zone', version: 1, text: 'a TXT "x"' });
    assert.equal(documents.get('file:///c:/a.zone')?.version, 1);
  });
});
