import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { mergedNames, mergeTokens, ownTokenModifiers, ownTokenTypes } from './merge-tokens.ts';

/** Languages for which another extension provides tokens. */
const languages = ['terraform', 'terraform-vars', 'opentofu', 'opentofu-vars'];

/** How often we look for the tokens of the other extension, which starts its own server first, and the milliseconds between attempts. */
const attempts = 30;
const interval = 2000;

/**
 * Colors policies in Terraform if another extension also provides tokens. VS Code uses the tokens of only one extension, the
 * one that registered last, and those of the other extension color a whole string as one. So we register after it and
 * return its tokens with ours on top.
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
  /** Documents for which we request the other tokens. The editor also asks us, and uses the others if we return nothing. */
  private readonly asking = new Map<string, number>();

  constructor(client: LanguageClient) {
    this.client = client;
  }

  dispose(): void {
    this.isDisposed = true;
    this.registered?.dispose();
    this.changed.dispose();
  }

  /** Registers after the other extension did. */
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
      // In addition to the request that we caused, the editor made its own, and got the other tokens for it.
      if (swallowed > 1) this.changed.fire();
    }
  }

  /** `undefined` if the server is not running, or the document is too long for it. */
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
