import type { CancellationToken, CompletionParams, Connection } from 'vscode-languageserver';
import { Completions } from './completions.ts';
import { Formatting } from './formatting.ts';
import { evaluateInSlices, whenEvaluated } from './evaluate-in-slices.ts';
import { codeActionResolve } from './handlers/code-action-resolve.ts';
import { codeAction } from './handlers/code-action.ts';
import { checkMail } from './handlers/check-mail.ts';
import { codeLensResolve } from './handlers/code-lens-resolve.ts';
import { codeLens } from './handlers/code-lens.ts';
import { workspaceSymbol } from './handlers/workspace-symbol.ts';
import { definition } from './handlers/definition.ts';
import { executeCommand } from './handlers/execute-command.ts';
import { applyExplainedFix, explainRequest } from './handlers/explain-bounce.ts';
import { selectionRange } from './handlers/selection-range.ts';
import { documentHighlight, findReferences } from './handlers/references.ts';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './handlers/call-hierarchy.ts';
import { willRenameFiles } from './handlers/will-rename-files.ts';
import { prepareRename, rename } from './handlers/rename.ts';
import { foldingRange } from './handlers/folding-range.ts';
import { inlayHint } from './handlers/inlay-hint.ts';
import { firstSettingsRequest } from './handlers/first-settings.ts';
import { generateOptions, generateRecords } from './handlers/generate.ts';
import { signatureHelp } from './handlers/signature-help.ts';
import { applyPolicyFix, sendersRequest, sendersTreeOf } from './handlers/senders.ts';
import { simulateRequest } from './handlers/simulate.ts';
import { spfTree } from './handlers/spf-tree.ts';
import {
  ApplyExplainedFixRequest,
  ApplyPolicyFixRequest,
  CheckMailRequest,
  ExplainRequest,
  FirstSettingsRequest,
  GenerateOptionsRequest,
  GenerateRequest,
  SendersRequest,
  SendersTreeRequest,
  SimulateRequest,
  SpfTreeRequest,
  type GenerateResult,
  type ReportText,
} from './requests.ts';
import { EMPTY_REPORT } from './report-page.ts';
import { diagnostic, noDiagnostics } from './handlers/diagnostic.ts';
import { workspaceDiagnostic } from './handlers/workspace-diagnostic.ts';
import { didChangeConfiguration } from './handlers/did-change-configuration.ts';
import { didChangeWatchedFiles } from './handlers/did-change-watched-files.ts';
import { didChangeWorkspaceFolders } from './handlers/did-change-workspace-folders.ts';
import { didChange } from './handlers/did-change.ts';
import { didClose } from './handlers/did-close.ts';
import { didOpen } from './handlers/did-open.ts';
import { didSave } from './handlers/did-save.ts';
import { documentLink } from './handlers/document-link.ts';
import { documentSymbol } from './handlers/document-symbol.ts';
import { hover } from './handlers/hover.ts';
import { initializeResult } from './handlers/initialize.ts';
import { NO_TOKENS, tokensOfDocument, tokensOfRange } from './semantic-tokens.ts';
import { initialized } from './handlers/initialized.ts';
import { REFRESH_DNS, WORKSPACE_TRUSTED } from './own-messages.ts';
import type { Runtime } from './runtime.ts';
import { createSession, type Session } from './session.ts';

/** Serves one editor until it disconnects. */
export function serve(connection: Connection, runtime: Runtime): void {
  connection.onInitialize((params) => {
    const session = createSession(connection, runtime, params);
    handleAll(session);
    return initializeResult(session.client);
  });
  connection.listen();
}

/** A handler of requests about one document, which waits while the modules of the document are being evaluated. */
function onceEvaluated<P extends { readonly textDocument: { readonly uri: string } }, R>(
  session: Session,
  handle: (session: Session, params: P) => R,
): (params: P, token: CancellationToken) => R | Promise<R> {
  return (params, token) =>
    whenEvaluated(session, params.textDocument.uri, token, () => handle(session, params));
}

/** Every handler is guarded: an error in one is logged once, and the others continue. */
function handleAll(session: Session): void {
  const { client, connection, dns, guard, index, timers } = session;
  const carryOut = (what: string, work: Promise<void>): void => {
    work.catch((fault: unknown) => guard.report(what, fault));
  };

  connection.onInitialized(() => {
    carryOut('initialized', initialized(session));
    if (!client.tellsFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders((event) =>
      carryOut('workspace/didChangeWorkspaceFolders', didChangeWorkspaceFolders(session, event)),
    );
  });
  connection.onShutdown(() => {
    timers.stop();
    session.stream.finish();
    dns.close();
  });
  connection.onNotification(
    REFRESH_DNS,
    guard.notification(REFRESH_DNS, () => dns.refresh()),
  );
  connection.onNotification(
    WORKSPACE_TRUSTED,
    guard.notification(WORKSPACE_TRUSTED, () => dns.trustGranted()),
  );
  connection.onDidChangeConfiguration((params) =>
    carryOut('workspace/didChangeConfiguration', didChangeConfiguration(session, params)),
  );
  connection.onDidChangeWatchedFiles((params) =>
    carryOut('workspace/didChangeWatchedFiles', didChangeWatchedFiles(session, params)),
  );

  connection.onDidOpenTextDocument(
    guard.notification('textDocument/didOpen', (params) => didOpen(session, params)),
  );
  connection.onDidChangeTextDocument(
    guard.notification('textDocument/didChange', (params) => didChange(session, params)),
  );
  connection.onDidSaveTextDocument(
    guard.notification('textDocument/didSave', (params) => didSave(session, params)),
  );
  connection.onDidCloseTextDocument(
    guard.notification('textDocument/didClose', (params) => didClose(session, params)),
  );

  connection.languages.diagnostics.on(
    guard.request('textDocument/diagnostic', noDiagnostics, (params, token) =>
      diagnostic(session, params, token),
    ),
  );
  connection.languages.diagnostics.onWorkspace((params, token, _, progress) =>
    guard.request('workspace/diagnostic', { items: [] }, () =>
      workspaceDiagnostic(session, params, token, progress),
    )(params, token),
  );
  connection.onHover(guard.request('textDocument/hover', null, onceEvaluated(session, hover)));
  const completions = new Completions(session);
  connection.onCompletion(
    guard.request(
      'textDocument/completion',
      null,
      onceEvaluated(session, (_, params: CompletionParams) => completions.complete(params)),
    ),
  );
  connection.onCompletionResolve((item, token) =>
    guard.request('completionItem/resolve', item, () => completions.resolve(item))(item, token),
  );
  const formatting = new Formatting(session);
  connection.onDocumentFormatting(
    guard.request('textDocument/formatting', null, (params) => formatting.document(params)),
  );
  connection.onDocumentRangeFormatting(
    guard.request('textDocument/rangeFormatting', null, (params) => formatting.range(params)),
  );
  connection.onDocumentOnTypeFormatting(
    guard.request('textDocument/onTypeFormatting', null, (params) => formatting.finishedLine(params)),
  );
  connection.onSignatureHelp(
    guard.request('textDocument/signatureHelp', null, onceEvaluated(session, signatureHelp)),
  );
  connection.onDefinition(
    guard.request('textDocument/definition', null, async (params, token) => {
      // The definition may be in a file that was not read yet.
      await index.whenComplete(token);
      return onceEvaluated(session, definition)(params, token);
    }),
  );
  connection.onReferences(
    guard.request('textDocument/references', [], async (params, token) => {
      await index.whenComplete(token);
      await evaluateInSlices(session);
      return findReferences(session, params);
    }),
  );
  connection.onDocumentHighlight(
    guard.request('textDocument/documentHighlight', null, onceEvaluated(session, documentHighlight)),
  );
  if (client.preparesRename)
    connection.onPrepareRename(
      guard.request('textDocument/prepareRename', null, onceEvaluated(session, prepareRename)),
    );
  connection.onRenameRequest(
    guard.request('textDocument/rename', null, async (params, token) => {
      // All files with the name are edited.
      await index.whenComplete(token);
      await evaluateInSlices(session);
      return rename(session, params);
    }),
  );
  connection.onCodeLens(guard.request('textDocument/codeLens', [], onceEvaluated(session, codeLens)));
  connection.onCodeLensResolve((lens, token) =>
    guard.request('codeLens/resolve', lens, () => codeLensResolve(session, lens))(lens, token),
  );
  connection.languages.inlayHint.on(
    guard.request('textDocument/inlayHint', [], onceEvaluated(session, inlayHint)),
  );
  connection.languages.semanticTokens.on(
    guard.request('textDocument/semanticTokens/full', null, onceEvaluated(session, tokensOfDocument)),
  );
  connection.languages.semanticTokens.onRange(
    guard.request('textDocument/semanticTokens/range', NO_TOKENS, onceEvaluated(session, tokensOfRange)),
  );
  connection.onDocumentSymbol(
    guard.request('textDocument/documentSymbol', [], onceEvaluated(session, documentSymbol)),
  );
  connection.onWorkspaceSymbol(
    guard.request('workspace/symbol', [], async (params, token) => {
      await index.whenComplete(token);
      await evaluateInSlices(session);
      return workspaceSymbol(session, params);
    }),
  );
  connection.onSelectionRanges(
    guard.request('textDocument/selectionRange', null, onceEvaluated(session, selectionRange)),
  );
  connection.workspace.onWillRenameFiles(
    guard.request('workspace/willRenameFiles', null, async (params, token) => {
      await index.whenComplete(token);
      await evaluateInSlices(session);
      return willRenameFiles(session, params);
    }),
  );
  const { callHierarchy } = connection.languages;
  callHierarchy.onPrepare(
    guard.request('textDocument/prepareCallHierarchy', null, async (params, token) => {
      await index.whenComplete(token);
      return onceEvaluated(session, prepareCallHierarchy)(params, token);
    }),
  );
  callHierarchy.onIncomingCalls(
    guard.request('callHierarchy/incomingCalls', [], async (params, token) => {
      await index.whenComplete(token);
      await evaluateInSlices(session);
      return incomingCalls(session, params);
    }),
  );
  callHierarchy.onOutgoingCalls(
    guard.request('callHierarchy/outgoingCalls', [], async (params, token) => {
      await index.whenComplete(token);
      await evaluateInSlices(session);
      return outgoingCalls(session, params);
    }),
  );
  connection.onFoldingRanges(
    guard.request('textDocument/foldingRange', null, (params) => foldingRange(session, params)),
  );
  connection.onDocumentLinks(
    guard.request('textDocument/documentLink', [], onceEvaluated(session, documentLink)),
  );
  connection.onCodeAction(
    guard.request('textDocument/codeAction', [], (params, token) =>
      codeAction(session, params, token, Date.now()),
    ),
  );
  connection.onCodeActionResolve((action, token) =>
    guard.request('codeAction/resolve', action, () => codeActionResolve(session, action, token))(
      action,
      token,
    ),
  );
  connection.onExecuteCommand(
    guard.request('workspace/executeCommand', BROKEN, (params, token) =>
      executeCommand(session, params, token),
    ),
  );

  connection.onRequest(
    SpfTreeRequest,
    guard.request('mailtxt/spfTree', null, onceEvaluated(session, spfTree)),
  );
  connection.onRequest(
    CheckMailRequest,
    guard.request('mailtxt/checkMail', null, (params) => checkMail(params)),
  );
  connection.onRequest(
    SimulateRequest,
    guard.request('mailtxt/simulate', BROKEN, (params, token) => simulateRequest(session, params, token)),
  );
  connection.onRequest(
    ExplainRequest,
    guard.request('mailtxt/explain', BROKEN, (params, token) => explainRequest(session, params, token)),
  );
  connection.onRequest(
    ApplyExplainedFixRequest,
    guard.request('mailtxt/applyExplainedFix', false, (params, token) =>
      applyExplainedFix(session, params, token),
    ),
  );
  connection.onRequest(
    SendersRequest,
    guard.request('mailtxt/senders', BROKEN, (params, token) => sendersRequest(session, params, token)),
  );
  connection.onRequest(
    ApplyPolicyFixRequest,
    guard.request('mailtxt/applyPolicyFix', false, (params, token) => applyPolicyFix(session, params, token)),
  );
  connection.onRequest(
    SendersTreeRequest,
    guard.request('mailtxt/sendersTree', null, (params, token) => sendersTreeOf(session, params, token)),
  );
  connection.onRequest(
    FirstSettingsRequest,
    guard.request('mailtxt/firstSettings', null, (_, token) => firstSettingsRequest(session, token)),
  );
  connection.onRequest(
    GenerateOptionsRequest,
    guard.request('mailtxt/generateOptions', null, onceEvaluated(session, generateOptions)),
  );
  connection.onRequest(
    GenerateRequest,
    guard.request('mailtxt/generate', NOT_GENERATED, async (params, token) => {
      // An existing record may be in any file.
      await index.whenComplete(token);
      await evaluateInSlices(session);
      return generateRecords(session, params, Date.now());
    }),
  );
}

const NOT_GENERATED: GenerateResult = {
  fault: 'mailtxt could not compute this because of an internal error. See the output channel for details.',
  records: [],
  existing: [],
  edit: null,
  files: [],
  notes: [],
};

const BROKEN: ReportText = {
  ...EMPTY_REPORT,
  text: 'mailtxt could not compute this because of an internal error. See the output channel for details.\n',
};
