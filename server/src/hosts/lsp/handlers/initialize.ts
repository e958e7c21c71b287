import { TextDocumentSyncKind, CodeActionKind, type InitializeResult } from 'vscode-languageserver';
import { VERSION } from '../../../text/version.ts';
import type { Client } from '../client.ts';
import { TRIGGER_CHARACTERS } from '../completions.ts';
import { DECLARE_KIND } from '../declare-senders.ts';
import { LINE_END } from '../formatting.ts';
import { ADD_RECORDS_KIND, INCREASE_SERIAL_KIND } from '../refactor-actions.ts';
import { TOKEN_LEGEND } from '../semantic-tokens.ts';
import { SERVER_COMMANDS } from '../server-commands.ts';
import { FIX_ALL_KIND } from './code-action.ts';
import { SIGNATURE_TRIGGERS } from './signature-help.ts';

/** The capabilities of the server. */
export function initializeResult(client: Client): InitializeResult {
  return {
    serverInfo: { name: 'mailtxt', version: VERSION },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: {
        openClose: true,
        change: TextDocumentSyncKind.Incremental,
        save: { includeText: false },
      },
      ...(client.pullsDiagnostics && {
        // An included file affects the file that includes it.
        diagnosticProvider: {
          identifier: 'mailtxt',
          interFileDependencies: true,
          workspaceDiagnostics: true,
        },
      }),
      hoverProvider: true,
      completionProvider: { triggerCharacters: [...TRIGGER_CHARACTERS], resolveProvider: true },
      signatureHelpProvider: { triggerCharacters: [...SIGNATURE_TRIGGERS] },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      renameProvider: client.preparesRename ? { prepareProvider: true } : true,
      codeLensProvider: { resolveProvider: true },
      inlayHintProvider: { resolveProvider: false },
      documentSymbolProvider: { label: 'mailtxt' },
      workspaceSymbolProvider: true,
      selectionRangeProvider: true,
      callHierarchyProvider: true,
      foldingRangeProvider: true,
      documentLinkProvider: { resolveProvider: false },
      codeActionProvider: {
        codeActionKinds: [
          CodeActionKind.QuickFix,
          CodeActionKind.RefactorRewrite,
          ADD_RECORDS_KIND,
          FIX_ALL_KIND,
          INCREASE_SERIAL_KIND,
          DECLARE_KIND,
        ],
        resolveProvider: client.resolvesActionEdits,
      },
      // Terraform has its own formatter, so editors with dynamic registration are offered this one only for zone files.
      ...(!client.registersFormatting && {
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: { firstTriggerCharacter: LINE_END },
      }),
      ...(!client.registersTokens && {
        semanticTokensProvider: { legend: TOKEN_LEGEND, full: true, range: true },
      }),
      executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        // Files of any name can be included, and folders can be modules.
        fileOperations: { willRename: { filters: [{ scheme: 'file', pattern: { glob: '**' } }] } },
      },
    },
  };
}
