import { MarkupKind, type ClientCapabilities } from 'vscode-languageserver';

/** The capabilities of the editor that the server uses. */
export interface Client {
  /** It requests diagnostics. Such a client is never sent any. */
  readonly pullsDiagnostics: boolean;
  /** It can be told to request diagnostics again. */
  readonly refreshesDiagnostics: boolean;
  /** It answers `workspace/configuration`. */
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  /** It accepts a list of documents that can be formatted. */
  readonly registersFormatting: boolean;
  /** It accepts a list of documents for which to request tokens. */
  readonly registersTokens: boolean;
  /** It watches the files that the server requests. */
  readonly registersWatchers: boolean;
  readonly tellsFolders: boolean;
  /** It shows the progress of long work. */
  readonly showsProgress: boolean;
  /** It shows which files of the workspace were not read. */
  readonly showsWorkspaceStatus: boolean;
  /** It accepts edits with the version of the document that they are for. */
  readonly versionedEdits: boolean;
  /** It requests the edit of a code action when the action is chosen. */
  readonly resolvesActionEdits: boolean;
  /** It can show edits for confirmation before it applies them. */
  readonly confirmsEdits: boolean;
  /** It accepts edits with placeholders that the user fills in. */
  readonly takesSnippetEdits: boolean;
  /** It has the command that asks which mail records to add. */
  readonly asksForRecords: boolean;
  /** It has the command that opens the page of a rule. */
  readonly opensRulePages: boolean;
  readonly readsMarkdown: boolean;
  /** The parts of a finding that its diagnostic message must contain, because the editor shows them in no other place. */
  readonly diagnosticWords: DiagnosticWords;
  /** It reads Markdown in the documentation of a completion item. */
  readonly readsMarkdownOfSuggestions: boolean;
  readonly readsMarkdownOfSignatures: boolean;
  /** It accepts parameters of a signature as offsets in the label. */
  readonly marksParameters: boolean;
  /** It can keep or replace the text after the cursor, as the user chooses. */
  readonly insertsOrReplaces: boolean;
  /** It accepts a completion item when a commit character is typed. */
  readonly commitsSuggestions: boolean;
  /** It shows the detail of every completion item in the list, not only that of the selected one. */
  readonly showsLabelDetails: boolean;
  /** It has the VS Code command that requests completions again. */
  readonly retriggersSuggestions: boolean;
  readonly nestsSymbols: boolean;
  /** The maximum number of folding ranges of a document. `undefined`: no limit. */
  readonly mostFolds: number | undefined;
  /** It requests the range to rename before it asks for the new name. */
  readonly preparesRename: boolean;
  /** It can show which characters link to a definition. */
  readonly linksDefinitions: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly refreshesInlayHints: boolean;
  /** It has the view that a click on a code lens opens, and needs a notification when the view is outdated. */
  readonly showsSpfTree: boolean;
  /** It has the view of senders, and needs a notification when the view is outdated. */
  readonly showsSenders: boolean;
  /** It shows reports as pages. */
  readonly showsPages: boolean;
  /** It can create new files as part of an edit. */
  readonly createsFiles: boolean;
  /** It shows how DNS is used. */
  readonly showsDns: boolean;
}

/** What the message of a diagnostic contains in addition to the fault. */
export interface DiagnosticWords {
  /** Why the fault matters: the editor has no hovers, which would show it. */
  readonly why: boolean;
  /** The address of the rule's page: neither a hover nor the diagnostic code links to it. */
  readonly address: boolean;
  /** The related locations: the editor does not show those of a diagnostic. */
  readonly places: boolean;
}

/** `options`: the initialization options. Only our own client has our views and notifications. */
export function clientOf({ textDocument, window, workspace }: ClientCapabilities, options: unknown): Client {
  const action = textDocument?.codeAction;
  const signature = textDocument?.signatureHelp?.signatureInformation;
  const hovers = textDocument?.hover !== undefined;
  // Editors that request diagnostics may declare what they show in either of two capabilities.
  const shown = [textDocument?.publishDiagnostics, textDocument?.diagnostic];
  const item = textDocument?.completion?.completionItem;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersFormatting:
      textDocument?.formatting?.dynamicRegistration === true &&
      textDocument.rangeFormatting?.dynamicRegistration === true &&
      textDocument.onTypeFormatting?.dynamicRegistration === true,
    registersTokens: textDocument?.semanticTokens?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsFolders: workspace?.workspaceFolders === true,
    showsProgress: window?.workDoneProgress === true,
    showsWorkspaceStatus: isGreeting(options) && options.workspaceStatus === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    resolvesActionEdits:
      action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    confirmsEdits: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    takesSnippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    asksForRecords: isGreeting(options) && options.addRecords === true,
    opensRulePages: isGreeting(options) && options.rulePages === true,
    readsMarkdown: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    diagnosticWords: {
      why: !hovers,
      address: !hovers && shown.every((one) => one?.codeDescriptionSupport !== true),
      places: shown.every((one) => one?.relatedInformation !== true),
    },
    readsMarkdownOfSignatures: signature?.documentationFormat?.includes(MarkupKind.Markdown) === true,
    marksParameters: signature?.parameterInformation?.labelOffsetSupport === true,
    readsMarkdownOfSuggestions: item?.documentationFormat?.includes(MarkupKind.Markdown) === true,
    insertsOrReplaces: item?.insertReplaceSupport === true,
    commitsSuggestions: item?.commitCharactersSupport === true,
    showsLabelDetails: item?.labelDetailsSupport === true,
    retriggersSuggestions: isGreeting(options) && options.retriggersSuggestions === true,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    mostFolds: textDocument?.foldingRange?.rangeLimit,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    linksDefinitions: textDocument?.definition?.linkSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    showsSpfTree: isGreeting(options) && options.spfTree === true,
    showsSenders: isGreeting(options) && options.senders === true,
    showsPages: isGreeting(options) && options.pages === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    showsDns: isGreeting(options) && options.dnsStatus === true,
  };
}

/** The initialization options of our own client. */
interface Greeting {
  readonly spfTree?: unknown;
  readonly senders?: unknown;
  readonly pages?: unknown;
  readonly dnsStatus?: unknown;
  readonly workspaceStatus?: unknown;
  readonly retriggersSuggestions?: unknown;
  readonly rulePages?: unknown;
  readonly addRecords?: unknown;
  /** False in a workspace that the user does not trust. */
  readonly workspaceTrusted?: unknown;
}

function isGreeting(options: unknown): options is Greeting {
  return typeof options === 'object' && options !== null;
}

/** Editors without workspace trust have only settings of the user. */
export function trustsWorkspace(options: unknown): boolean {
  return !isGreeting(options) || options.workspaceTrusted !== false;
}
