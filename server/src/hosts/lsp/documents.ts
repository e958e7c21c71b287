import type { TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentPath } from '../../analysis/finding.ts';
import { CONFIG_FILE } from '../../analysis/input/config.ts';
import { formatOfLanguage } from '../../analysis/input/formats.ts';
import type { DocumentFormat } from '../../analysis/input/formats.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { applyEdits, type Edit } from '../../text/edit.ts';
import { changeToEdit } from './from-protocol.ts';
import type { Guard } from './guard.ts';
import { schemeOf, uriToPath } from './uri.ts';

interface OpenDocumentBase {
  /** The URI as the editor writes it. */
  readonly uri: string;
  readonly path: DocumentPath;
  readonly languageId: string;
  readonly version: number;
  /** Whether the document was edited since it was opened. */
  readonly isEdited: boolean;
}

/**
 * A document that is open in the editor. Its text takes precedence over the disk.
 *
 * Only the workspace stores the text of a document with records, so that an edit takes the same time in any file.
 */
export type OpenDocument =
  | (OpenDocumentBase & { readonly kind: 'records' })
  /** `.mailtxt.json` */
  | (OpenDocumentBase & { readonly kind: 'config'; readonly text: TextDocument })
  /** No format claims the document, or reading it failed. */
  | (OpenDocumentBase & { readonly kind: 'other'; readonly text: TextDocument; readonly broken: boolean });

/** The files of the workspace that are not open in the editor. */
export interface StoredFiles {
  /** The format of the file that a search found. */
  formatOf(path: DocumentPath): DocumentFormat | undefined;
  /** Puts the stored text into the workspace. Returns whether the file belongs to the workspace. */
  restore(path: DocumentPath): boolean;
}

interface OpenDocumentsContext {
  readonly workspace: Workspace;
  readonly guard: Guard;
  readonly stored: StoredFiles;
  /** URIs of the open folders. */
  readonly folders: () => readonly string[];
}

/** Schemes of documents that can be edited. The old side of a diff has another scheme, and no findings. */
const WRITTEN_SCHEMES = new Set(['file', 'untitled', 'inmemory']);

/** Invariant: of the open documents, exactly those of kind `records` are in the workspace. */
export class OpenDocuments {
  private readonly context: OpenDocumentsContext;
  private readonly workspace: Workspace;
  private readonly guard: Guard;
  private readonly byPath = new Map<DocumentPath, OpenDocument>();

  constructor(context: OpenDocumentsContext) {
    this.context = context;
    this.workspace = context.workspace;
    this.guard = context.guard;
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
    const base: OpenDocumentBase = { uri, path, languageId, version, isEdited: false };
    // Most files are opened with the text on disk, which was already read.
    return this.keep(this.isThere(base, text) ? { ...base, kind: 'records' } : this.read(base, text));
  }

  /** Whether the workspace already has the document with this text. */
  private isThere({ path, languageId }: OpenDocumentBase, text: string): boolean {
    if (!this.workspace.has(path) || this.context.stored.formatOf(path) === undefined) return false;
    const format = formatOfLanguage(languageId);
    if (format !== undefined && format !== this.workspace.formatOf(path)) return false;
    return this.workspace.textOf(path)?.length === text.length && wholeText(this.workspace, path) === text;
  }

  /** `undefined` if the document is not open. */
  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): OpenDocument | undefined {
    const before = this.get(uri);
    if (before === undefined) return undefined;
    let document: OpenDocument = { ...before, version, isEdited: true };
    for (const change of changes) document = this.keep(this.changed(document, change));
    return this.keep(document);
  }

  close(uri: string): OpenDocument | undefined {
    const document = this.get(uri);
    if (document === undefined) return undefined;
    this.byPath.delete(document.path);
    const { path, kind, isEdited } = document;
    const { stored } = this.context;
    this.guard.run('closing a document', undefined, () => {
      // For an unedited text, the time of its last change is known.
      if (kind === 'records' && (isEdited || stored.formatOf(path) === undefined))
        this.workspace.remove(path);
      stored.restore(path);
    });
    return document;
  }

  /** A search found the file, so its format may differ from the assumed one. */
  found(path: DocumentPath): void {
    const document = this.byPath.get(path);
    if (document === undefined || document.kind === 'config') return;
    if (document.kind === 'records' && this.workspace.formatOf(path) === this.formatFor(document)) return;
    const text = this.textAt(path);
    if (text !== undefined) this.keep(this.read(document, text));
  }

  /** The content may now be in a format that was not recognized when the document was opened. */
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
    // The format of an unsaved document is only recognized while it is typed or pasted.
    const isNew = schemeOf(document.uri) === 'untitled';
    return document.broken || isNew ? this.read(document, text.getText()) : { ...document, text };
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
      this.guard.report('applying an edit', fault);
      return this.read(document, this.textAfter(path, edit, lengthBefore));
    }
  }

  /** The text in the editor if an edit failed in the workspace. Positions of later edits refer to it. */
  private textAfter(path: DocumentPath, edit: Edit, lengthBefore: number): string {
    const text = wholeText(this.workspace, path) ?? '';
    const growth = edit.text.length - (edit.range.end - edit.range.start);
    // An edit that keeps the length may be applied twice.
    const applied = growth !== 0 && text.length === lengthBefore + growth;
    return applied ? text : applyEdits(text, [edit]);
  }

  private read(base: OpenDocumentBase, text: string): OpenDocument {
    const { uri, path, languageId, version, isEdited } = base;
    const plain: OpenDocumentBase = { uri, path, languageId, version, isEdited };
    const kept = (): TextDocument => TextDocument.create(uri, languageId, version, text);
    if (path.endsWith(`/${CONFIG_FILE}`)) return { ...plain, kind: 'config', text: kept() };
    if (!this.isWritten(uri)) return { ...plain, kind: 'other', text: kept(), broken: false };
    try {
      const claimed = this.workspace.add(path, text, { format: this.formatFor(base) });
      if (claimed) return { ...plain, kind: 'records' };
      this.workspace.remove(path);
      return { ...plain, kind: 'other', text: kept(), broken: false };
    } catch (fault) {
      this.guard.report('reading a document', fault);
      this.guard.run('removing a document', undefined, () => this.workspace.remove(path));
      return { ...plain, kind: 'other', text: kept(), broken: true };
    }
  }

  private formatFor({ path, languageId }: OpenDocumentBase): DocumentFormat | undefined {
    return formatOfLanguage(languageId) ?? this.context.stored.formatOf(path);
  }

  private isWritten(uri: string): boolean {
    const scheme = schemeOf(uri);
    return (
      WRITTEN_SCHEMES.has(scheme) || this.context.folders().some((folder) => schemeOf(folder) === scheme)
    );
  }
}

function wholeText(workspace: Workspace, path: DocumentPath): string | undefined {
  const text = workspace.textOf(path);
  return text?.slice(0, text.length);
}
