import type { TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentPath } from '../../analysis/finding.ts';
import { CONFIG_FILE } from '../../analysis/input/config.ts';
import { formatOfLanguage } from '../../analysis/input/formats.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { applyEdits, type Edit } from '../../text/edit.ts';
import { changeToEdit } from './from-protocol.ts';
import type { Guard } from './guard.ts';
import { uriToPath } from './uri.ts';

interface OpenDocumentBase {
  /** As the editor writes it. */
  readonly uri: string;
  readonly path: DocumentPath;
  readonly languageId: string;
  readonly version: number;
}

/**
 * A document that the editor has open: what it holds is the truth, whatever the disk says.
 *
 * The text of a document with records is kept by the workspace alone, so that an edit costs the same in any file.
 */
export type OpenDocument =
  | (OpenDocumentBase & { readonly kind: 'records' })
  /** `.mailtxt.json` */
  | (OpenDocumentBase & { readonly kind: 'config'; readonly text: TextDocument })
  /** No format claims it, or reading it broke. */
  | (OpenDocumentBase & { readonly kind: 'other'; readonly text: TextDocument; readonly broken: boolean });

/** Invariant: the documents of kind `records`, and no others, are in the workspace. */
export class OpenDocuments {
  private readonly workspace: Workspace;
  private readonly guard: Guard;
  private readonly byPath = new Map<DocumentPath, OpenDocument>();

  constructor(workspace: Workspace, guard: Guard) {
    this.workspace = workspace;
    this.guard = guard;
  }

  get(uri: string): OpenDocument | undefined {
    return this.byPath.get(uriToPath(uri));
  }

  at(path: DocumentPath): OpenDocument | undefined {
    return this.byPath.get(path);
  }

  all(): readonly OpenDocument[] {
    return [...this.byPath.values()];
  }

  /** The text of the document at that path, if it is open. */
  textAt(path: DocumentPath): string | undefined {
    const document = this.byPath.get(path);
    if (document === undefined) return undefined;
    if (document.kind !== 'records') return document.text.getText();
    return wholeText(this.workspace, path);
  }

  open({ uri, languageId, version, text }: TextDocumentItem): OpenDocument {
    const path = uriToPath(uri);
    return this.keep(this.read({ uri, path, languageId, version }, text));
  }

  /** `undefined` when the document is not open. */
  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): OpenDocument | undefined {
    const before = this.get(uri);
    if (before === undefined) return undefined;
    let document: OpenDocument = { ...before, version };
    for (const change of changes) document = this.keep(this.changed(document, change));
    return this.keep(document);
  }

  close(uri: string): OpenDocument | undefined {
    const document = this.get(uri);
    if (document === undefined) return undefined;
    this.byPath.delete(document.path);
    if (document.kind === 'records') this.workspace.remove(document.path);
    return document;
  }

  /** What it holds now may be what it did not look like when it was opened. */
  reconsider(uri: string): OpenDocument | undefined {
    const document = this.get(uri);
    if (document?.kind !== 'other') return document;
    return this.keep(this.read(document, document.text.getText()));
  }

  private keep(document: OpenDocument): OpenDocument {
    this.byPath.set(document.path, document);
    return document;
  }

  private changed(document: OpenDocument, change: TextDocumentContentChangeEvent): OpenDocument {
    if (document.kind === 'records') return this.edited(document, change);
    const text = TextDocument.update(document.text, [change], document.version);
    if (document.kind === 'config') return { ...document, text };
    return document.broken ? this.read(document, text.getText()) : { ...document, text };
  }

  private edited(
    document: OpenDocument & { readonly kind: 'records' },
    change: TextDocumentContentChangeEvent,
  ): OpenDocument {
    const { path } = document;
    const text = this.workspace.textOf(path);
    const edit = text && changeToEdit(text, change);
    if (text === undefined || edit === undefined) return this.read(document, change.text);
    const lengthBefore = text.length;
    try {
      this.workspace.edit(path, [edit]);
      return document;
    } catch (fault) {
      this.guard.report('an edit', fault);
      return this.read(document, this.textAfter(path, edit, lengthBefore));
    }
  }

  /** The text that the editor has now, where the workspace broke over the edit: later edits are placed in it. */
  private textAfter(path: DocumentPath, edit: Edit, lengthBefore: number): string {
    const text = wholeText(this.workspace, path) ?? '';
    const growth = edit.text.length - (edit.range.end - edit.range.start);
    // An edit that keeps the length may be applied twice.
    const applied = growth !== 0 && text.length === lengthBefore + growth;
    return applied ? text : applyEdits(text, [edit]);
  }

  private read(base: OpenDocumentBase, text: string): OpenDocument {
    const { uri, path, languageId, version } = base;
    const kept = (): TextDocument => TextDocument.create(uri, languageId, version, text);
    if (path.endsWith(`/${CONFIG_FILE}`))
      return { uri, path, languageId, version, kind: 'config', text: kept() };
    try {
      const claimed = this.workspace.add(path, text, { format: formatOfLanguage(languageId) });
      if (claimed) return { uri, path, languageId, version, kind: 'records' };
      this.workspace.remove(path);
      return { uri, path, languageId, version, kind: 'other', text: kept(), broken: false };
    } catch (fault) {
      this.guard.report('reading a document', fault);
      this.guard.run('removing a document', undefined, () => this.workspace.remove(path));
      return { uri, path, languageId, version, kind: 'other', text: kept(), broken: true };
    }
  }
}

function wholeText(workspace: Workspace, path: DocumentPath): string | undefined {
  const text = workspace.textOf(path);
  return text?.slice(0, text.length);
}
