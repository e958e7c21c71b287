import assert from 'node:assert/strict';
import * as protocol from 'vscode-languageserver/node';
import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver/node';
import { ResponseError } from 'vscode-languageserver/node';
import { Editor, plain, pulling, waiting } from './editor.ts';

type Announced = (capabilities: ServerCapabilities) => unknown;

/** The capability that announces each request of an editor, for the methods that the protocol defines. */
const ANNOUNCED: Readonly<Record<string, Announced>> = {
  'textDocument/hover': (can) => can.hoverProvider,
  'textDocument/definition': (can) => can.definitionProvider,
  'textDocument/declaration': (can) => can.declarationProvider,
  'textDocument/typeDefinition': (can) => can.typeDefinitionProvider,
  'textDocument/implementation': (can) => can.implementationProvider,
  'textDocument/references': (can) => can.referencesProvider,
  'textDocument/documentHighlight': (can) => can.documentHighlightProvider,
  'textDocument/documentSymbol': (can) => can.documentSymbolProvider,
  'textDocument/completion': (can) => can.completionProvider,
  'completionItem/resolve': (can) => can.completionProvider?.resolveProvider,
  'textDocument/signatureHelp': (can) => can.signatureHelpProvider,
  'textDocument/codeAction': (can) => can.codeActionProvider,
  'codeAction/resolve': (can) =>
    typeof can.codeActionProvider === 'object' && can.codeActionProvider.resolveProvider,
  'textDocument/codeLens': (can) => can.codeLensProvider,
  'codeLens/resolve': (can) => can.codeLensProvider?.resolveProvider,
  'textDocument/documentLink': (can) => can.documentLinkProvider,
  'documentLink/resolve': (can) => can.documentLinkProvider?.resolveProvider,
  'textDocument/documentColor': (can) => can.colorProvider,
  'textDocument/colorPresentation': (can) => can.colorProvider,
  'textDocument/formatting': (can) => can.documentFormattingProvider,
  'textDocument/rangeFormatting': (can) => can.documentRangeFormattingProvider,
  'textDocument/rangesFormatting': (can) =>
    typeof can.documentRangeFormattingProvider === 'object' &&
    can.documentRangeFormattingProvider.rangesSupport,
  'textDocument/onTypeFormatting': (can) => can.documentOnTypeFormattingProvider,
  'textDocument/rename': (can) => can.renameProvider,
  'textDocument/prepareRename': (can) =>
    typeof can.renameProvider === 'object' && can.renameProvider.prepareProvider,
  'textDocument/foldingRange': (can) => can.foldingRangeProvider,
  'textDocument/selectionRange': (can) => can.selectionRangeProvider,
  'textDocument/linkedEditingRange': (can) => can.linkedEditingRangeProvider,
  'textDocument/prepareCallHierarchy': (can) => can.callHierarchyProvider,
  'callHierarchy/incomingCalls': (can) => can.callHierarchyProvider,
  'callHierarchy/outgoingCalls': (can) => can.callHierarchyProvider,
  'textDocument/prepareTypeHierarchy': (can) => can.typeHierarchyProvider,
  'typeHierarchy/subtypes': (can) => can.typeHierarchyProvider,
  'typeHierarchy/supertypes': (can) => can.typeHierarchyProvider,
  'textDocument/semanticTokens/full': (can) => can.semanticTokensProvider?.full,
  'textDocument/semanticTokens/full/delta': (can) =>
    typeof can.semanticTokensProvider?.full === 'object' && can.semanticTokensProvider.full.delta,
  'textDocument/semanticTokens/range': (can) => can.semanticTokensProvider?.range,
  'textDocument/moniker': (can) => can.monikerProvider,
  'textDocument/inlineValue': (can) => can.inlineValueProvider,
  'textDocument/inlineCompletion': (can) => can.inlineCompletionProvider,
  'textDocument/inlayHint': (can) => can.inlayHintProvider,
  'inlayHint/resolve': (can) =>
    typeof can.inlayHintProvider === 'object' &&
    'resolveProvider' in can.inlayHintProvider &&
    can.inlayHintProvider.resolveProvider,
  'textDocument/diagnostic': (can) => can.diagnosticProvider,
  'workspace/diagnostic': (can) => can.diagnosticProvider?.workspaceDiagnostics,
  'textDocument/willSaveWaitUntil': (can) =>
    typeof can.textDocumentSync === 'object' && can.textDocumentSync.willSaveWaitUntil,
  'workspace/symbol': (can) => can.workspaceSymbolProvider,
  'workspaceSymbol/resolve': (can) =>
    typeof can.workspaceSymbolProvider === 'object' && can.workspaceSymbolProvider.resolveProvider,
  'workspace/executeCommand': (can) => can.executeCommandProvider,
  'workspace/willCreateFiles': (can) => can.workspace?.fileOperations?.willCreate,
  'workspace/willRenameFiles': (can) => can.workspace?.fileOperations?.willRename,
  'workspace/willDeleteFiles': (can) => can.workspace?.fileOperations?.willDelete,
  'workspace/textDocumentContent': (can) => can.workspace?.textDocumentContent,
};

const METHOD_NOT_FOUND: number = protocol.ErrorCodes.MethodNotFound;

/** Answered by every server. */
const LIFECYCLE: readonly string[] = ['initialize', 'shutdown'];

const POSITION = { line: 0, character: 0 };
/** Enough for any of them to find nothing. */
const PARAMS = {
  textDocument: { uri: 'untitled:none' },
  position: POSITION,
  range: { start: POSITION, end: POSITION },
  context: { diagnostics: [], includeDeclaration: true, triggerKind: 1 },
  options: { tabSize: 2, insertSpaces: true },
  title: '',
  query: '',
  command: '',
  files: [],
};

function requestMethods(): readonly string[] {
  return Object.entries(protocol).flatMap(([name, value]): readonly string[] => {
    if (!name.endsWith('Request') || typeof value !== 'object' || !('method' in value)) return [];
    const isOurs =
      'messageDirection' in value && value.messageDirection === protocol.MessageDirection.clientToServer;
    return isOurs && typeof value.method === 'string' ? [value.method] : [];
  });
}

async function isHandled(editor: Editor, method: string): Promise<boolean> {
  try {
    await editor.connection.sendRequest(method, PARAMS);
    return true;
  } catch (error) {
    // Whatever else is wrong with such a request, the server handled it.
    return !(error instanceof ResponseError && error.code === METHOD_NOT_FOUND);
  }
}

describe('the capabilities of the server', () => {
  const clients: readonly (readonly [string, ClientCapabilities])[] = [
    ['asks for diagnostics', pulling],
    ['waits for diagnostics', waiting],
    ['can do little', plain],
  ];

  it('are checked for every request of the protocol', () => {
    const unknown = requestMethods().filter(
      (method) => !(method in ANNOUNCED) && !LIFECYCLE.includes(method),
    );
    assert.deepEqual(unknown, []);
  });

  for (const [client, capabilities] of clients) {
    it(`have handlers, for an editor that ${client}`, async () => {
      const editor = await Editor.start({ capabilities });
      try {
        const said: string[] = [];
        const handled: string[] = [];
        for (const [method, announced] of Object.entries(ANNOUNCED)) {
          const capability = announced(editor.greeting.capabilities);
          if (capability !== undefined && capability !== false) said.push(method);
          if (await isHandled(editor, method)) handled.push(method);
        }
        assert.deepEqual(
          said.filter((method) => !handled.includes(method)),
          [],
        );
        // An editor with all capabilities gets every handler; other editors get only what they can use.
        if (capabilities === pulling) assert.deepEqual(handled, said);
        assert.ok(said.length > 5);
      } finally {
        await editor.close();
      }
    });
  }
});
