import { readFileSync } from 'node:fs';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import {
  createConnection,
  createMessageConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionKind,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type DocumentSymbol,
  type Hover,
  type InitializeResult,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
  type Position,
  type PublishDiagnosticsParams,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FetchedFiles, FetchFilesParams } from '../../server/src/hosts/lsp/requests.ts';
import { connectionOptions } from '../../server/src/hosts/lsp/connection-options.ts';
import { nodeRuntime } from '../../server/src/hosts/lsp/main.ts';
import { DNS_STATUS, type DnsStatus } from '../../server/src/hosts/lsp/own-messages.ts';
import type { Runtime } from '../../server/src/hosts/lsp/runtime.ts';
import { serve } from '../../server/src/hosts/lsp/server.ts';

const textDocument: ClientCapabilities['textDocument'] = {
  hover: { contentFormat: ['markdown', 'plaintext'] },
  rename: { prepareSupport: true },
  documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  codeAction: {
    codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
    dataSupport: true,
    resolveSupport: { properties: ['edit'] },
  },
};

const workspace: ClientCapabilities['workspace'] = {
  configuration: true,
  workspaceFolders: true,
  workspaceEdit: { documentChanges: true },
  didChangeConfiguration: { dynamicRegistration: true },
  didChangeWatchedFiles: { dynamicRegistration: true },
  diagnostics: { refreshSupport: true },
  codeLens: { refreshSupport: true },
  inlayHint: { refreshSupport: true },
};

/** What editors say they can do: one that asks for diagnostics, one that waits for them, and one that can do little. */
export const pulling: ClientCapabilities = {
  workspace,
  textDocument: { ...textDocument, diagnostic: { relatedInformation: true } },
};
export const waiting: ClientCapabilities = {
  workspace,
  textDocument: { ...textDocument, publishDiagnostics: { versionSupport: true, relatedInformation: true } },
};
export const plain: ClientCapabilities = {};

export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  /** URIs. */
  readonly folders?: readonly string[];
  /** Under `mailtxt`, by folder URI; '' for the rest. */
  readonly settings?: Record<string, unknown>;
  readonly runtime?: Runtime;
  /** What is sent along with the greeting. */
  readonly options?: unknown;
  /** The standard streams of a server in a process of its own. */
  readonly process?: { readonly stdin: Writable; readonly stdout: Readable };
  /** A server that is a worker. */
  readonly worker?: WorkerServer;
}

export interface WorkerServer {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** Answers `mailtxt/fetchFiles`. */
  readonly fetchFiles: (params: FetchFilesParams) => FetchedFiles;
  end(): void;
}

/** A server in this process, at an in-memory pipe. */
function serveHere(runtime: Runtime): { toServer: Writable; toEditor: Readable; end: () => void } {
  const toServer = new PassThrough();
  const toEditor = new PassThrough();
  const server = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toEditor),
    connectionOptions,
  );
  serve(server, runtime);
  return { toServer, toEditor, end: () => server.dispose() };
}

function channelTo({ process, runtime, worker }: EditorOptions): Omit<WorkerServer, 'fetchFiles'> {
  if (worker !== undefined) return { ...worker, end: () => worker.end() };
  const { toServer, toEditor, end } = process
    ? { toServer: process.stdin, toEditor: process.stdout, end: () => undefined }
    : serveHere(runtime ?? nodeRuntime);
  return { reader: new StreamMessageReader(toEditor), writer: new StreamMessageWriter(toServer), end };
}

/** A small editor at the other end of a pipe. It keeps documents as an editor does: text and version. */
export class Editor {
  readonly connection: MessageConnection;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly log: string[] = [];
  /** Messages that the user sees. */
  readonly shown: string[] = [];
  readonly watched: string[] = [];
  /** What the server asked to be asked for, beside files that it watches. */
  readonly registered: { readonly method: string; readonly registerOptions?: unknown }[] = [];
  readonly dnsStatus: DnsStatus[] = [];
  /** The progress notifications of long work, by kind. */
  readonly progress: string[] = [];
  readonly progressTokens: (string | number)[] = [];
  refreshes = 0;
  /** How often a server without a disk asked for files. */
  fetched = 0;
  /** What the server asked to refresh: lenses, hints, the tree. */
  readonly outdated: string[] = [];
  greeting: InitializeResult = { capabilities: {} };
  settings: Record<string, unknown>;
  private readonly documents = new Map<string, TextDocument>();
  private readonly waiting: (() => void)[] = [];
  private readonly end: () => void;

  private constructor(options: EditorOptions) {
    const { reader, writer, end } = channelTo(options);
    this.connection = createMessageConnection(reader, writer);
    const { worker } = options;
    if (worker !== undefined)
      this.connection.onRequest('mailtxt/fetchFiles', (params: FetchFilesParams) => {
        this.fetched++;
        return worker.fetchFiles(params);
      });
    this.settings = options.settings ?? {};
    this.end = () => {
      this.connection.dispose();
      end();
    };
    this.answer();
    this.connection.listen();
  }

  static async start(options: EditorOptions = {}): Promise<Editor> {
    const editor = new Editor(options);
    const folders = options.folders?.map((uri) => ({ uri, name: uri })) ?? null;
    editor.greeting = await editor.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: folders,
      capabilities: options.capabilities ?? pulling,
      initializationOptions: options.options,
    });
    await editor.connection.sendNotification('initialized', {});
    return editor;
  }

  async close(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.end();
  }

  private answer(): void {
    const { connection } = this;
    connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
      items.map(({ scopeUri }) => this.settings[scopeUri ?? ''] ?? this.settings[''] ?? null),
    );
    connection.onRequest(
      'client/registerCapability',
      (params: { registrations: { method: string; registerOptions?: unknown }[] }) => {
        for (const { method, registerOptions } of params.registrations) {
          if (method !== 'workspace/didChangeWatchedFiles') {
            this.registered.push({ method, registerOptions });
            continue;
          }
          const { watchers } = registerOptions as { watchers: { globPattern: string }[] };
          this.watched.push(...watchers.map(({ globPattern }) => globPattern));
        }
        this.wake();
        return null;
      },
    );
    connection.onRequest('client/unregisterCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', ({ token }: { token: string | number }) => {
      this.progressTokens.push(token);
      return null;
    });
    connection.onNotification('$/progress', ({ value }: { value: { kind?: string } }) => {
      if (value.kind !== undefined) this.progress.push(value.kind);
    });
    connection.onRequest('workspace/applyEdit', async ({ edit }: { edit: WorkspaceEdit }) => {
      await this.apply(edit);
      return { applied: true };
    });
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      this.wake();
      return null;
    });
    for (const method of ['workspace/codeLens/refresh', 'workspace/inlayHint/refresh']) {
      connection.onRequest(method, () => {
        this.outdated.push(method);
        this.wake();
        return null;
      });
    }
    for (const method of ['mailtxt/spfTreeChanged', 'mailtxt/sendersChanged']) {
      connection.onNotification(method, () => {
        this.outdated.push(method);
        this.wake();
      });
    }

    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.wake();
    });
    connection.onNotification(DNS_STATUS, (status: DnsStatus) => {
      this.dnsStatus.push(status);
      this.wake();
    });
    connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      this.shown.push(message);
      this.wake();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
      this.wake();
    });
  }

  private wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** Waits until something that the server sends makes it true. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async open(uri: string, text: string, languageId = 'dns-zone'): Promise<void> {
    const document = TextDocument.create(uri, languageId, 1, text);
    this.documents.set(uri, document);
    await this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  async shut(uri: string): Promise<void> {
    this.documents.delete(uri);
    await this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  openUris(): Iterable<string> {
    return this.documents.keys();
  }

  isOpen(uri: string): boolean {
    return this.documents.has(uri);
  }

  textOf(uri: string): string {
    return this.document(uri).getText();
  }

  versionOf(uri: string): number {
    return this.document(uri).version;
  }

  document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open`);
    return document;
  }

  /** Each change in the text that the one before it left. */
  async change(
    uri: string,
    changes: readonly ({ range: Range; text: string } | { text: string })[],
  ): Promise<void> {
    const before = this.document(uri);
    const version = before.version + 1;
    this.documents.set(uri, TextDocument.update(before, [...changes], version));
    await this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: changes });
  }

  /** Puts `replacement` in the place of the first `typed`. */
  async replace(uri: string, typed: string, replacement: string): Promise<void> {
    await this.change(uri, [{ range: this.rangeOf(uri, typed), text: replacement }]);
  }

  rangeOf(uri: string, text: string): Range {
    const document = this.document(uri);
    const at = document.getText().indexOf(text);
    if (at < 0) throw new Error(`"${text}" is not in ${uri}`);
    return { start: document.positionAt(at), end: document.positionAt(at + text.length) };
  }

  async pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId !== undefined && { previousResultId }),
    });
  }

  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind === 'unchanged') throw new Error('nothing to compare with was named');
    return report.items;
  }

  /**
   * The diagnostics of all files, by URI, once the workspace was read and checked: as an editor that asks gets them, or as
   * they were sent.
   */
  async workspaceDiagnostics(): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
    const { items } = await this.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: [],
    });
    const pulled = items.flatMap((item) => (item.kind === 'full' ? [[item.uri, item.items] as const] : []));
    return new Map([...pulled, ...this.published.map(({ uri, diagnostics }) => [uri, diagnostics] as const)]);
  }

  /** `rule: the characters that it stands on` */
  async squiggles(uri: string): Promise<readonly string[]> {
    return (await this.diagnostics(uri)).map(
      (item) => `${String(item.code)}: ${this.textAt(uri, item.range)}`,
    );
  }

  /** The last diagnostics that were sent for the document, once it has had any for its version. */
  async sent(uri: string): Promise<readonly Diagnostic[]> {
    const last = (): PublishDiagnosticsParams | undefined => this.published.findLast((p) => p.uri === uri);
    await this.until(() => last()?.version === this.versionOf(uri));
    return last()?.diagnostics ?? [];
  }

  textAt(uri: string, range: Range): string {
    return this.document(uri).getText(range);
  }

  async hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  async symbols(uri: string): Promise<readonly DocumentSymbol[]> {
    return this.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } });
  }

  async actions(uri: string, range: Range, only?: readonly CodeActionKind[]): Promise<readonly CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only && { only }) },
    });
  }

  /** What the editor does when an action is chosen. */
  async choose(action: CodeAction): Promise<void> {
    const whole =
      action.edit === undefined
        ? await this.connection.sendRequest<CodeAction>('codeAction/resolve', action)
        : action;
    if (whole.edit !== undefined) await this.apply(whole.edit);
  }

  /** As LSP asks: an edit for another version than the editor has is refused. */
  async apply(edit: WorkspaceEdit): Promise<void> {
    for (const change of edit.documentChanges ?? []) {
      if (!('textDocument' in change)) throw new Error('only texts are edited');
      const { uri, version } = change.textDocument;
      // As VS Code does it: the file is opened, and is left unsaved.
      if (!this.documents.has(uri)) await this.open(uri, readFileSync(fileURLToPath(uri), 'utf8'));
      if (version !== null && version !== this.versionOf(uri))
        throw new Error('the edit is for another version');
      await this.applyAll(uri, change.edits.map(withDefaults));
    }
    for (const [uri, edits] of Object.entries(edit.changes ?? {})) await this.applyAll(uri, edits);
  }

  /** Edits that all mean the same text: from the last to the first, none moves another. */
  private async applyAll(uri: string, edits: readonly TextEdit[]): Promise<void> {
    const document = this.document(uri);
    const expected = TextDocument.applyEdits(document, [...edits]);
    const lastFirst = [...edits].sort(
      (a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start),
    );
    await this.change(
      uri,
      lastFirst.map(({ range, newText }) => ({ range, text: newText })),
    );
    if (this.textOf(uri) !== expected) throw new Error('the edits overlap');
  }

  async configure(settings: Record<string, unknown>): Promise<void> {
    this.settings = settings;
    await this.notify('workspace/didChangeConfiguration', { settings: { mailtxt: settings[''] } });
  }

  async notify(method: string, params: unknown): Promise<void> {
    await this.connection.sendNotification(method, params);
  }
}

/** An edit as it is when the user leaves what a snippet proposes in its places. */
function withDefaults(edit: TextDocumentEdit['edits'][number]): TextEdit {
  if (!('snippet' in edit)) return edit;
  const newText = edit.snippet.value.replace(/\$\{\d+:([^}]*)\}/g, '$1');
  return { range: edit.range, newText };
}
