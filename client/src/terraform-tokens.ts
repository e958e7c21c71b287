import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { mergedNames, mergeTokens, ownTokenModifiers, ownTokenTypes } from './merge-tokens.ts';

/** Languages of which another extension knows the tokens. */
const languages = ['terraform', 'terraform-vars', 'opentofu', 'opentofu-vars'];

/** The other extension starts a server of its own before it has tokens: so often, and so many milliseconds apart, we look. */
const attempts = 30;
const interval = 2000;

/**
 * Policies in Terraform in color where another extension has tokens, too. VS Code takes the tokens of one extension alone,
 * the one that was registered last, and theirs make one color of a whole string. So we register after them, and give what
 * they give with our own tokens on top.
 */
export function colorBesideOthers(client: LanguageClient): vscode.Disposable {
  const beside = new TokensBesideOthers(client);
  const look = (editor: vscode.TextEditor | undefined): void => {
    if (editor !== undefined && languages.includes(editor.document.languageId))
      void beside.await(editor.document);
  };
  look(vscode.window.activeTextEditor);
  return vscode.Disposable.from(beside, vscode.window.onDidChangeActiveTextEditor(look));
}

class TokensBesideOthers implements vscode.DocumentSemanticTokensProvider, vscode.Disposable {
  private readonly client: LanguageClient;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeSemanticTokens = this.changed.event;
  private registered: vscode.Disposable | undefined;
  private theirs: vscode.SemanticTokensLegend = new vscode.SemanticTokensLegend([]);
  private isAwaiting = false;
  private isDisposed = false;
  /** Documents of which we ask the others: the editor asks us, too, and takes theirs when we have nothing. */
  private readonly asking = new Map<string, number>();

  constructor(client: LanguageClient) {
    this.client = client;
  }

  dispose(): void {
    this.isDisposed = true;
    this.registered?.dispose();
    this.changed.dispose();
  }

  /** Registers once the others have. */
  async await(document: vscode.TextDocument): Promise<void> {
    if (this.isAwaiting || this.registered !== undefined) return;
    this.isAwaiting = true;
    for (let i = 0; i < attempts && !this.isDisposed && !document.isClosed; i++) {
      const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
        'vscode.provideDocumentSemanticTokensLegend',
        document.uri,
      );
      if (legend !== undefined) {
        this.register(legend);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
    this.isAwaiting = false;
  }

  private register(theirs: vscode.SemanticTokensLegend): void {
    if (this.isDisposed) return;
    this.theirs = theirs;
    this.registered = vscode.languages.registerDocumentSemanticTokensProvider(
      languages.map((language) => ({ language })),
      this,
      new vscode.SemanticTokensLegend(
        [...mergedNames(theirs.tokenTypes, ownTokenTypes)],
        [...mergedNames(theirs.tokenModifiers, ownTokenModifiers)],
      ),
    );
  }

  async provideDocumentSemanticTokens(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.SemanticTokens | undefined> {
    const key = document.uri.toString();
    const asked = this.asking.get(key);
    if (asked !== undefined) {
      this.asking.set(key, asked + 1);
      return undefined;
    }
    this.asking.set(key, 0);
    try {
      const [theirs, own] = await Promise.all([
        vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
          'vscode.provideDocumentSemanticTokens',
          document.uri,
        ),
        this.ownTokens(document, token),
      ]);
      if (own === undefined) return theirs;
      const { tokenTypes: types, tokenModifiers: modifiers } = this.theirs;
      const under = { data: theirs?.data ?? [], types, modifiers };
      const over = { data: own, types: ownTokenTypes, modifiers: ownTokenModifiers };
      return new vscode.SemanticTokens(mergeTokens(under, over));
    } finally {
      const swallowed = this.asking.get(key) ?? 0;
      this.asking.delete(key);
      // Beside the one question that we caused, the editor had one of its own, to which it got the tokens of the others.
      if (swallowed > 1) this.changed.fire();
    }
  }

  /** `undefined` where the server does not run, or the document is too long for it. */
  private async ownTokens(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<readonly number[] | undefined> {
    if (!this.client.isRunning()) return undefined;
    const textDocument = this.client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    const tokens = await this.client
      .sendRequest<{ readonly data: readonly number[] } | null>(
        'textDocument/semanticTokens/full',
        { textDocument },
        token,
      )
      .catch(() => null);
    return tokens?.data;
  }
}
